import { dayMs, dayOffsetMs, durationMs } from './duration.ts';
import type { Track } from './schema.ts';

export interface ScheduledStep {
  /** Place in `track.steps`. */
  place: number;
  /** For an email: which it is of the track's emails, from 1. */
  email?: number;
  /** Milliseconds from the beginning of the enrolment, when the steps are gone through in their order. */
  offsetMs: number;
}

/**
 * When each step comes, in the order of the list. Branches, splits and wait-fors are passed over as if the next step
 * followed, and what a time of day, a date, a cadence, quiet hours, caps or halts add is not foreseen.
 */
export function scheduleOf(track: Track): ScheduledStep[] {
  let offsetMs = 0;
  let emails = 0;
  return track.steps.map((step, place) => {
    if (step.kind === 'email') return { place, offsetMs, email: ++emails };
    const scheduled = { place, offsetMs };
    if (step.kind === 'wait') {
      if (step.for !== undefined) offsetMs += durationMs(step.for);
      if (step.untilDay !== undefined) offsetMs = Math.max(offsetMs, dayOffsetMs(step.untilDay));
    }
    return scheduled;
  });
}

/** `at once, on day 1`, `2 h after the start`, `on day 14`, `on day 14, 6 h in`. */
export function dayText(offsetMs: number): string {
  if (offsetMs === 0) return 'at once, on day 1';
  const days = Math.floor(offsetMs / dayMs);
  const minutes = Math.round((offsetMs % dayMs) / 60_000);
  const rest = [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 ? [`${minutes % 60} min`] : []),
  ].join(' ');
  if (days === 0) return `${rest} after the start`;
  return rest === '' ? `on day ${days + 1}` : `on day ${days + 1}, ${rest} in`;
}
