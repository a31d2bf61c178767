/**
 * What is counted of a fact: an integer SQL expression over its row, here `f`. The columns of the daily cubes are these
 * and nothing else, so that a question gets the same number whether a cube answers it or the facts do.
 */
export const emailCounters = {
  sent: '1',
  /** Did not bounce within 14 days: the denominator of all that follows but the bounces. */
  delivered: '(f.bounced_at is null)::int',
  opened: '(f.bounced_at is null and f.opened_at is not null)::int',
  clicked: '(f.bounced_at is null and f.clicked_at is not null)::int',
  /** Opened or clicked: who blocks images clicks without opening. */
  noticed: '(f.bounced_at is null and (f.opened_at is not null or f.clicked_at is not null))::int',
  replied: '(f.bounced_at is null and f.replied_at is not null)::int',
  unsubscribed: '(f.bounced_at is null and f.unsubscribed_at is not null)::int',
  complained: '(f.bounced_at is null and f.complained_at is not null)::int',
  bounced: '(f.bounced_at is not null)::int',
  /** Its lead moved to a later stage. */
  progressed: '(f.bounced_at is null and f.progressed_at is not null)::int',
} as const;

export const stayCounters = {
  entered: '1',
  ended: '(f.left_at is not null)::int',
  /** To a later stage. */
  advanced: 'coalesce(f.forward, false)::int',
  clicked: '(f.clicked_at is not null)::int',
  downloaded: '(f.downloaded_at is not null)::int',
  demo: '(f.demo_at is not null)::int',
  meeting: '(f.meeting_at is not null)::int',
  proposal: '(f.proposal_at is not null)::int',
  closed: '(f.closed_at is not null)::int',
  won: '(f.closed_at is not null and coalesce(f.won, false))::int',
  emails: 'f.emails',
  pieces: 'f.pieces',
  /** With at least one piece, and the squares of their numbers: a mean with its interval. */
  readers: '(f.pieces > 0)::int',
  pieces_squared: 'f.pieces * f.pieces',
} as const;

/** The tables of facts that have a cube, with its key beside the dimension, and the counters. */
export const cubes = {
  daily_emails: {
    facts: 'email_facts',
    key: { day: "(f.sent_at at time zone 'UTC')::date", stage: 'f.stage' },
    counters: emailCounters,
  },
  daily_stays: {
    facts: 'stay_facts',
    key: { day: "(f.entered_at at time zone 'UTC')::date", kind: 'f.kind', stage: 'f.stage' },
    counters: stayCounters,
  },
} as const;
