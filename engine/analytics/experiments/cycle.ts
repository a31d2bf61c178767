import { dayMs, durationMs } from '../../program/duration.ts';
import { scheduleOf } from '../../program/schedule.ts';
import type { Track } from '../../program/schema.ts';

/** People do not do the same on all days of the week. */
const shortestMs = 7 * dayMs;
/** Where a program has no track to go by. */
const withoutTracksMs = 28 * dayMs;

/** The longest of the tracks from the beginning to the end; at least a week. */
export function cycleOf(tracks: readonly Track[]): number {
  if (tracks.length === 0) return withoutTracksMs;
  return Math.max(shortestMs, ...tracks.map(lengthOf));
}

/** At the longest, where a wait is for something to happen; a date of the lead, which nobody knows, adds nothing. */
function lengthOf(track: Track): number {
  const end = scheduleOf({
    ...track,
    steps: [...track.steps, { id: 'end', kind: 'exit', reason: 'finished' }],
  });
  return track.steps.reduce((sum, step) => {
    if (step.kind === 'wait-for') return sum + durationMs(step.within);
    if (step.kind !== 'wait' || step.until === undefined) return sum;
    return sum + (step.until.weekday ? 7 : 1) * dayMs;
  }, end.at(-1)?.offsetMs ?? 0);
}
