import { dayMs, dayOffsetMs, durationMs } from './duration.ts';
import type { Step, Track } from './schema.ts';

/** A wait whose length nobody knows beforehand: for something to happen, for a time of day or a date of the lead. */
type OpenWait = Extract<Step, { kind: 'wait' | 'wait-for' }>;

export interface ScheduledStep {
  /** Place in `track.steps`. */
  place: number;
  /** For an email: which it is of the track's emails, from 1. */
  email?: number;
  /**
   * Milliseconds from the beginning of the enrolment, when the steps are gone through in their order; after an open
   * wait the least that it can be.
   */
  offsetMs: number;
  /** The last open wait before the step, and how long after its end the step comes. Absent: `offsetMs` is known. */
  after?: { wait: OpenWait; ms: number };
}

/**
 * When each step comes, in the order of the list: from the beginning on, and from the end of every open wait on.
 * Branches and splits are passed over as if the next step followed, and what a cadence, quiet hours, caps or halts add
 * is not foreseen.
 */
export function scheduleOf(track: Track): ScheduledStep[] {
  let offsetMs = 0;
  let emails = 0;
  let after: ScheduledStep['after'];
  return track.steps.map((step, place) => {
    const scheduled = { place, offsetMs, ...(after && { after }) };
    if (step.kind === 'email') return { ...scheduled, email: ++emails };
    if (step.kind !== 'wait' && step.kind !== 'wait-for') return scheduled;
    if (isOpen(step, after !== undefined)) after = { wait: step, ms: 0 };
    if (step.kind === 'wait-for') return scheduled;
    if (step.for !== undefined) {
      const ms = durationMs(step.for);
      offsetMs += ms;
      if (after) after = { ...after, ms: after.ms + ms };
    }
    if (step.untilDay !== undefined) offsetMs = Math.max(offsetMs, dayOffsetMs(step.untilDay));
    return scheduled;
  });
}

/** A day of the enrolment is known, but not how long it still is until then once an open wait came before. */
export function isOpen(step: Step, followsOpen: boolean): boolean {
  if (step.kind === 'wait-for') return true;
  if (step.kind !== 'wait') return false;
  return (
    step.until !== undefined || step.untilDate !== undefined || (followsOpen && step.untilDay !== undefined)
  );
}

/** `at once`, `3 days 2 h`. */
export function spanText(ms: number): string {
  const days = Math.floor(ms / dayMs);
  const parts = [...(days > 0 ? [days === 1 ? '1 day' : `${days} days`] : []), ...clockParts(ms)];
  return parts.length === 0 ? 'at once' : parts.join(' ');
}

/** `at once, on day 1`, `2 h after the start`, `on day 14`, `on day 14, 6 h in`. */
export function dayText(offsetMs: number): string {
  if (offsetMs === 0) return 'at once, on day 1';
  const days = Math.floor(offsetMs / dayMs);
  const rest = clockParts(offsetMs).join(' ');
  if (days === 0) return `${rest} after the start`;
  return rest === '' ? `on day ${days + 1}` : `on day ${days + 1}, ${rest} in`;
}

/** What is over whole days: `2 h`, `5 min`. */
function clockParts(ms: number): string[] {
  const minutes = Math.round((ms % dayMs) / 60_000);
  return [
    ...(minutes >= 60 ? [`${Math.floor(minutes / 60)} h`] : []),
    ...(minutes % 60 > 0 ? [`${minutes % 60} min`] : []),
  ];
}
