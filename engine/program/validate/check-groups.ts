import { DEFAULT_PRIORITY, type Program, type Track } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

/** Groups that keep nothing apart, and enrolments that a step can never bring about from where it stands. */
export function checkGroups({ tracks }: Program): Finding[] {
  return Object.entries(tracks).flatMap(([id, track]) => {
    const isAlone = track.group !== undefined && membersOf(tracks, track.group) === 1;
    const alone = `no other track is in the group "${track.group}", so that it keeps nothing apart; name it there too, or take it out`;
    return [
      ...(isAlone ? [finding('track.alone_in_group', `tracks/${id}/group`, alone)] : []),
      ...track.steps.flatMap((step, place) => {
        if (step.kind !== 'action' || step.action.do !== 'enrol') return [];
        const why = whyIdle(id, track, step.action.track, tracks);
        return why === undefined
          ? []
          : [finding('enrol.idle', `tracks/${id}/steps/${place}/action/track`, `it enrols nobody: ${why}`)];
      }),
    ];
  });
}

function membersOf(tracks: Program['tracks'], group: string): number {
  return Object.values(tracks).filter((track) => track.group === group).length;
}

/** The lead is on the track whose step enrols it. */
function whyIdle(id: string, own: Track, target: string, tracks: Program['tracks']): string | undefined {
  if (target === id) return 'a lead at this step is on the track already; name another track';
  const other = tracks[target];
  if (other?.group === undefined || other.group !== own.group) return undefined;
  if ((other.priority ?? DEFAULT_PRIORITY) > (own.priority ?? DEFAULT_PRIORITY)) return undefined;
  return `"${target}" is in the same group and has no higher priority; raise its priority, or end this track first`;
}
