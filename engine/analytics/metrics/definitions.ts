/** What a value counts in. A share is 0-1; money is in whatever currency the company's events name their amounts in. */
export type Unit = 'share' | 'count' | 'days' | 'hours' | 'money' | 'pieces';

export interface Definition {
  title: string;
  unit: Unit;
  /** In words, each without a full stop: who is counted above and below the line. */
  numerator: string;
  denominator: string;
  /** How long after the beginning an outcome counts, and which instant puts a row into the period. */
  window: string;
  /** Which direction is better. */
  good: 'up' | 'down' | 'neither';
  unreliable?: true;
  /** What it does not say. */
  not: string;
}

const afterSending = 'sent in the period; counts within 14 days of the sending';
const soFar = 'begun in the period; counts so far';
const stays = 'Stays at a journey stage';

/** The one table of definitions; docs/metrics.md says the same, held to it by a test. */
export const definitions = {
  progression: {
    title: 'Lead progression rate',
    unit: 'share',
    numerator: 'Of those, the stays that ended at a later stage',
    denominator: stays,
    window: soFar,
    good: 'up',
    not: 'Stays that began lately have had little time: it still grows after the period.',
  },
  download: {
    title: 'Content download rate',
    unit: 'share',
    numerator: 'Of those, the stays with a download',
    denominator: stays,
    window: soFar,
    good: 'up',
    not: 'It says nothing of whether the download was read.',
  },
  demo_request: {
    title: 'Demo request rate',
    unit: 'share',
    numerator: 'Of those, the stays with a demo request',
    denominator: stays,
    window: soFar,
    good: 'up',
    not: 'A second request in the same stay counts no more.',
  },
  meeting: {
    title: 'Sales meeting rate',
    unit: 'share',
    numerator: 'Of those, the stays with a meeting scheduled',
    denominator: stays,
    window: soFar,
    good: 'up',
    not: 'A meeting that was scheduled may not have taken place.',
  },
  close: {
    title: 'Close rate',
    unit: 'share',
    numerator: 'Of those, the stays in which a deal was won',
    denominator: stays,
    window: soFar,
    good: 'up',
    not: 'It is a share of leads at a stage, not of proposals; that is the win rate.',
  },
  delivery: {
    title: 'Delivery rate',
    unit: 'share',
    numerator: 'Of those, the emails that did not bounce',
    denominator: 'Emails sent',
    window: afterSending,
    good: 'up',
    not: 'Delivered is not read, nor kept out of the spam folder.',
  },
  open: {
    title: 'Open rate',
    unit: 'share',
    numerator: 'Of those, the emails opened at least once',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'up',
    unreliable: true,
    not: 'Mail clients that load images for the reader count as opens; those that block them never do.',
  },
  click: {
    title: 'Click rate',
    unit: 'share',
    numerator: 'Of those, the emails with a click',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'up',
    not: 'Scanners of links may click too.',
  },
  click_to_open: {
    title: 'Click-to-open rate',
    unit: 'share',
    numerator: 'Of those, the emails with a click',
    denominator: 'Emails delivered that were opened or clicked',
    window: afterSending,
    good: 'up',
    unreliable: true,
    not: 'It stands on opens, which cannot be relied on.',
  },
  reply: {
    title: 'Reply rate',
    unit: 'share',
    numerator: 'Of those, the emails replied to',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'up',
    not: 'It does not tell a yes from a no.',
  },
  email_progression: {
    title: 'Progression after an email',
    unit: 'share',
    numerator: 'Of those, the emails whose lead moved to a later journey stage',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'up',
    not: 'What came after an email need not have come of it; one move may stand after several emails.',
  },
  bounce: {
    title: 'Bounce rate',
    unit: 'share',
    numerator: 'Of those, the emails that bounced',
    denominator: 'Emails sent',
    window: afterSending,
    good: 'down',
    not: 'It does not know of what was thrown away without a word.',
  },
  unsubscribe: {
    title: 'Unsubscribe rate',
    unit: 'share',
    numerator: 'Of those, the emails after which the lead unsubscribed, before the next email',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'down',
    not: 'The email before it is not always the reason.',
  },
  complaint: {
    title: 'Complaint rate',
    unit: 'share',
    numerator: 'Of those, the emails after which the lead complained of spam, before the next email',
    denominator: 'Emails delivered',
    window: afterSending,
    good: 'down',
    not: 'Only providers that report complaints are in it.',
  },
  qualified: {
    title: 'Nurture-to-qualified conversion',
    unit: 'share',
    numerator: 'Of those, the leads accepted by sales since (SQL or later)',
    denominator: 'Nurtured leads that became an MQL',
    window: soFar,
    good: 'up',
    not: 'Leads that would have been accepted without nurturing are in it.',
  },
  time_in_nurture: {
    title: 'Time in nurture',
    unit: 'days',
    numerator: 'Of those, the leads accepted by sales since (SQL or later)',
    denominator: 'Nurtured leads that became an MQL',
    window: 'begun in the period; leads that wait still count for as long as they have',
    good: 'down',
    not: 'It is the time after which half are done (Kaplan-Meier), not an average.',
  },
  time_in_nurture_mean: {
    title: 'Mean time in nurture of those done',
    unit: 'days',
    numerator: 'Nurtured leads that became an MQL and were accepted by sales since (SQL or later)',
    denominator: 'The same leads',
    window: soFar,
    good: 'down',
    not: 'Leads that wait still are left out, so it is too short.',
  },
  time_without_nurture: {
    title: 'Time from MQL to SQL without nurturing',
    unit: 'days',
    numerator: 'Of those, the leads accepted by sales since (SQL or later)',
    denominator: 'Leads that became an MQL without having been nurtured',
    window: 'begun in the period; leads that wait still count for as long as they have',
    good: 'down',
    not: 'Who is not nurtured differs from who is in more than that; it is no control group.',
  },
  holdout_nurtured: {
    title: 'Time to SQL of those shared out to be nurtured',
    unit: 'days',
    numerator: 'Of those, the leads accepted by sales since (SQL or later)',
    denominator: 'Leads that the hold-out let be nurtured',
    window: 'shared out in the period; leads that wait still count for as long as they have',
    good: 'down',
    not: 'It begins when the lead was shared out, not as an MQL, since who becomes one is itself an outcome.',
  },
  holdout_held: {
    title: 'Time to SQL of those held out',
    unit: 'days',
    numerator: 'Of those, the leads accepted by sales since (SQL or later)',
    denominator: 'Leads that the hold-out kept from nurturing',
    window: 'shared out in the period; leads that wait still count for as long as they have',
    good: 'down',
    not: 'What sales get from triggers goes on for them.',
  },
  handoff: {
    title: 'Sales hand-off time',
    unit: 'hours',
    numerator: 'Of those, the leads with a meeting scheduled or accepted by sales (SQL or later) since',
    denominator: 'Leads that became an MQL or asked for a demo, each by the first time in the period',
    window: 'leads that wait still count for as long as they have',
    good: 'down',
    not: 'It is the time after which half are done (Kaplan-Meier); nights and weekends are in it.',
  },
  pieces: {
    title: 'Pieces of content per lead and stage',
    unit: 'pieces',
    numerator: 'Of those, the stays with at least one piece',
    denominator: 'Stays at a journey stage that began in the period',
    window: 'clicked or taken up during the stay so far; the value is the mean over all of these stays',
    good: 'up',
    not: 'A lead that was at two stages counts at each; who stays longer has more time to read.',
  },
  deal_size: {
    title: 'Deal size',
    unit: 'money',
    numerator: 'Deals won with an amount',
    denominator: 'The same deals',
    window: 'closed in the period',
    good: 'up',
    not: 'It is a mean: a single great deal moves it.',
  },
  win_rate: {
    title: 'Win rate',
    unit: 'share',
    numerator: 'Of those, the deals won',
    denominator: 'Deals closed',
    window: 'closed in the period',
    good: 'up',
    not: 'Proposals that nobody has answered are not in it.',
  },
  revenue: {
    title: 'Revenue of nurtured leads',
    unit: 'money',
    numerator: 'Deals won of leads that had been nurtured',
    denominator: 'Deals won of all leads',
    window: 'closed in the period',
    good: 'up',
    not: 'Nurtured before is not won because of it; see the hold-out.',
  },
  pipeline: {
    title: 'Open pipeline of nurtured leads',
    unit: 'money',
    numerator: 'Leads that had been nurtured and whose latest proposal is open at the end of the period',
    denominator: 'All leads whose latest proposal is open at the end of the period',
    window: 'proposed before the end of the period',
    good: 'up',
    not: 'Not every proposal is won; it is not weighted by chances.',
  },
  holds: {
    title: 'Held sends',
    unit: 'count',
    numerator: 'Sends held or dropped, each once a reason',
    denominator: 'The same sends',
    window: 'held in the period',
    good: 'down',
    not: 'What is held is mostly sent later.',
  },
} as const satisfies Record<string, Definition>;

export type MetricId = keyof typeof definitions;
