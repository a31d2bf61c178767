import type { Instant, LeadId, LeadState } from './types.ts';

/** A lead of whom nothing is known but when it was first heard of; that becomes its field `created_at`. */
export function newLead(id: LeadId, at: Instant): LeadState {
  return {
    schema: 2,
    id,
    seq: 0,
    at,
    program: 0,
    fields: { created_at: isoInstant(at) },
    account: null,
    lists: [],
    consent: {},
    suppressed: null,
    score: 0,
    scores: {},
    journey: 'awareness',
    lifecycle: 'subscriber',
    segments: [],
    thresholds: [],
    entries: [],
    enrolments: {},
    features: {},
    ruleCaps: {},
    triggers: {},
    delayed: {},
    timers: [],
    sends: [],
  };
}

/** As date fields are kept: ISO in UTC with milliseconds. */
function isoInstant(at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString({ fractionalSecondDigits: 3 });
}
