import type { Program } from '../../schema.ts';

/** How a price is objected to. Words are found whole and in any case. */
const objections = [
  'too expensive',
  'over budget',
  'no budget',
  'pricing',
  'price is too high',
  'costs too much',
  'cannot afford',
  "can't afford",
];
const priceWords = objections.map((words) => `text MENTIONS "${words}"`).join(' OR ');
export const priceObjection = `(email_reply AND (${priceWords})) OR (sales_objection AND topic = "pricing")`;
/** Who chose a pace is left with it. */
export const engagementDecline =
  'email_opens >= 3 IN last_90_days AND email_opens = 0 IN last_21_days AND email_clicks = 0 IN last_21_days AND preference_updates = 0';

/**
 * What speaks against us, by deed, by silence or in words. Source events: unsubscribe (and what the page behind the link
 * asks), page_visit and email_open by their absence, competitor_research, email_reply, sales_objection.
 */
export const negativeTriggers: Program['triggers'] = {
  unsubscribe: {
    title: 'Unsubscribed: the exit survey and the preference centre are on the page; tell marketing',
    when: 'unsubscribe',
    once: 'day',
    actions: [{ do: 'notify', audience: 'marketing', text: 'A lead has unsubscribed; the page asks why.' }],
  },
  'exit-survey': {
    title: 'Exit survey answered',
    when: 'exit_survey',
    actions: [{ do: 'notify', audience: 'marketing', text: 'A lead has told why it left.' }],
  },
  'prefers-fewer': {
    title: 'Asked for fewer emails',
    when: 'preferences_updated AND frequency = "fewer"',
    actions: [{ do: 'cadence', cadence: 'asked-fewer' }],
  },
  'prefers-monthly': {
    title: 'Asked for about one email a month',
    when: 'preferences_updated AND frequency = "monthly"',
    actions: [{ do: 'cadence', cadence: 'asked-monthly' }],
  },
  'prefers-normal': {
    title: 'Asked for emails as before',
    when: 'preferences_updated AND frequency = "normal"',
    actions: [{ do: 'cadence', cadence: null }],
  },
  'website-inactivity': {
    title: 'No visit for 30 days: remind of the value',
    when: 'page_visits >= 1 AND page_visits = 0 IN last_30_days AND NOT IN SEGMENT customers',
    actions: [{ do: 'enrol', track: 're-engagement' }],
  },
  'engagement-decline': {
    title: 'Opened before, and nothing for three weeks: fewer and fresher emails',
    when: engagementDecline,
    actions: [
      { do: 'cadence', cadence: 'relaxed' },
      { do: 'enrol', track: 'content-refresh' },
    ],
  },
  'competitor-research': {
    title: 'Looks into competitors: comparison and difference',
    when: 'competitor_research',
    cooldown: '1 week',
    actions: [
      { do: 'notify', audience: 'sales', text: 'A lead is looking into a competitor.' },
      { do: 'enrol', track: 'competitive-differentiation' },
    ],
  },
  'pricing-objection': {
    title: 'Objects to the price: sell the value, show the return',
    when: priceObjection,
    actions: [
      { do: 'task', queue: 'sales', title: 'Answer the objection to the price', within: '1 day' },
      { do: 'enrol', track: 'value-selling' },
    ],
  },
};
