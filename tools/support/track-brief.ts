import { dayMs } from '../../engine/program/duration.ts';
import { scheduleOf } from '../../engine/program/schedule.ts';
import type { Track } from '../../engine/program/schema.ts';

/** A track in one line: how many emails over how many days (`waits`: at least, as it has waits of unknown length), and who enters. */
export function trackBrief(id: string, track: Track) {
  const schedule = scheduleOf(track);
  const last = schedule.at(-1);
  return {
    id,
    title: track.title,
    stage: track.stage,
    emails: schedule.filter((step) => step.email !== undefined).length,
    days: Math.round((last?.offsetMs ?? 0) / dayMs),
    ...(last?.after && { waits: true }),
    entry: track.entry?.when ?? null,
  };
}
