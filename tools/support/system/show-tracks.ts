import type { SystemBrief } from '../../../engine/program/templates/system/brief.ts';
import { paces } from '../../../engine/program/templates/system/pace.ts';
import { trackId, trackTitle } from '../../../engine/program/templates/system/tracks.ts';
import type { FilledTrack } from './plan-tracks.ts';

/** The content plan: what each track sends on which day. */
export function showTracks(brief: SystemBrief, tracks: readonly FilledTrack[]) {
  return tracks.map((track) => ({
    id: trackId(brief.name, track),
    title: trackTitle(brief.product, track),
    stage: track.stage,
    weeks: paces[track.audience.cycle][track.stage].weeks,
    emails: track.emails.map(({ day, title, kind, content }) => ({ day, item: content.item, title, kind })),
  }));
}
