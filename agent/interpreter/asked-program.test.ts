import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';
import { spelledOut } from './words/slang.ts';

/** The scoring rules or the edits (by path) that a message is proposed as, or what is said instead. */
const proposed = (text: string): unknown => {
  const calls = callsOf(spelledOut(text));
  if (typeof calls === 'string') return calls;
  if (calls.length !== 1 || calls[0]?.name !== 'propose_change') return calls;
  const { scoring, edits = [] } = calls[0].input as {
    scoring?: unknown;
    edits?: { op: string; path: string; value?: unknown }[];
  };
  if (scoring) return scoring;
  return Object.fromEntries(
    edits.map(({ op, path, value }) => [
      /^(?:triggers|scoring\/thresholds)\/(?!pricing-visit|sales-qualified)/.test(path)
        ? path.split('/').slice(0, -1).join('/')
        : path.replace(/^tracks\/smb-fast-track\/steps\//, ''),
      op === 'remove' ? op : value,
    ]),
  );
};
type Row = [text: string, expected: unknown];
const rule = (when: string, points: number, cap?: { points: number; per: string }) => ({
  put_rules: [{ when, points, ...(cap && { cap }) }],
});
const pricing = 'page_visit AND page_url CONTAINS "pricing"';
const webinar = 'webinar_attendance';
const demo = 'demo_request';
const at = (points: number) => ({ put_thresholds: [{ id: 'sales-qualified', at: points }] });
const triggered = (when: unknown, action: object, more: object = {}) => ({
  triggers: { when, actions: [action], ...more },
});
const notify = { do: 'notify', audience: 'sales' };
const task = { do: 'task', queue: 'sales' };
const reads = (text: string, expected: unknown) => {
  const found = proposed(text);
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toMatchObject(expected as object);
};

describe('points', () => {
  it.each<Row>([
    ['we should give 25 points for attending a webinar', rule(webinar, 25)],
    ["I'd like webinar attendance to be worth 25 points", rule(webinar, 25)],
    ['can we give people 30 points when they ask for a demo?', rule(demo, 30)],
    ['webinar attendees get 20 pts', rule(webinar, 20)],
    ['anyone who books a meeting should score 50', rule('meeting_scheduled', 50)],
    ['pls bump pricing page visits up to 25', rule(pricing, 25)],
    ['pricing visits are only worth 10, make it 20', rule(pricing, 20)],
    ['let pricing page visits count for 20 points instead of 10', rule(pricing, 20)],
    ['twenty-five points for a demo request please', rule(demo, 25)],
    ['+5 for opening an email', rule('email_open', 5)],
    ['dock 20 points when someone unsubscribes', rule('unsubscribe', -20)],
    ['unsubscribing should cost a lead 20 points', rule('unsubscribe', -20)],
    ['take 10 points off when an email bounces', rule('email_bounce', -10)],
    ['knock 15 points off for unsubscribes', rule('unsubscribe', -15)],
    ['minus 30 for a spam complaint', rule('spam_complaint', -30)],
    ['leads who opt out lose 25 points', rule('unsubscribe', -25)],
    ['award 5 points per email click, max 20 per week', rule('email_click', 5, { points: 20, per: 'week' })],
    [
      '5 points for each click in an email but no more than 15 a day',
      rule('email_click', 5, { points: 15, per: 'day' }),
    ],
    ['email clicks: 5 points, capped at 20 a month', rule('email_click', 5, { points: 20, per: 'month' })],
    [
      'every content download should be worth 8 points, up to 40 points a month',
      rule('content_download', 8, { points: 40, per: 'month' }),
    ],
    [
      'give 30 points for a demo request, but only once per lead',
      rule(demo, 30, { points: 30, per: 'ever' }),
    ],
    [
      'a webinar registration gets 10 points, once a week at most',
      rule('webinar_registration', 10, { points: 10, per: 'week' }),
    ],
    ['I think replies should be worth 20 points', rule('email_reply', 20)],
    ['double the points for pricing page visits', rule(pricing, 20)],
    ['halve what a pricing visit is worth', rule(pricing, 5)],
    ['raise the score for a reply by 5', rule('email_reply', 20)],
    ['stop giving points for replies', { remove_rules: ['email-reply'] }],
    ['replies should no longer give any points', { remove_rules: ['email-reply'] }],
    ['pricing visits should not score anymore', { remove_rules: ['pricing-visit'] }],
    ['get rid of the scoring rule for pricing visits', { remove_rules: ['pricing-visit'] }],
    ["let's not award points for email replies any more", { remove_rules: ['email-reply'] }],
    ['no more points for pricing page visits', { remove_rules: ['pricing-visit'] }],
    ['please scrap the replied to an email rule', { remove_rules: ['email-reply'] }],
    ['give some points for webinar attendance', /how many points/],
    ['we want to reward demo requests', /how many points/],
    ['give 20 points', /what they are for/],
    ['give 20 points for wearing a hat', /hat/],
  ])('%s', reads);
});

describe('thresholds and decay', () => {
  it.each<Row>([
    ['bump the sales qualified threshold up to 80', at(80)],
    ['leads should be sales qualified from 80 points on', at(80)],
    ['sales qualified should start at 90 points', at(90)],
    ['lower the bar for sales qualified to 60', at(60)],
    ['can we make sales-qualified 85 instead of 75?', at(85)],
    ['set the sales qualified treshold at eighty', at(80)],
    ['I want the threshold for sales qualified 5 points higher', at(80)],
    [
      'scores should fade by 10% a month',
      { 'scoring/models/engagement': { decay: { percent: 10, every: '30 days' } } },
    ],
    [
      'let scores drop 5 percent every week',
      { 'scoring/models/engagement': { decay: { percent: 5, every: '1 week' } } },
    ],
    [
      'engagement should lose 20% every two weeks',
      { 'scoring/models/engagement': { decay: { percent: 20, every: '2 weeks' } } },
    ],
    [
      'add score decay of 10% per month',
      { 'scoring/models/engagement': { decay: { percent: 10, every: '30 days' } } },
    ],
    [
      'old engagement should count less over time, 10 percent a month',
      { 'scoring/models/engagement': { decay: { percent: 10, every: '30 days' } } },
    ],
    ['let engagement decay', /how often/],
    ['ping sales as soon as someone hits 90 points', { 'scoring/thresholds': { at: 90, actions: [notify] } }],
    [
      'sales should get a task once a lead has 100 points',
      { 'scoring/thresholds': { at: 100, actions: [task] } },
    ],
    ['at 90 points sales should be told', { 'scoring/thresholds': { at: 90, actions: [notify] } }],
  ])('%s', reads);
});

describe('segments', () => {
  const of = (id: string, when: string) => ({ [`segments/${id}`]: { when } });
  it.each<Row>([
    [
      "I'd like a segment called Hot Fintech with fintech leads above 60 points",
      of('hot-fintech', 'industry = "fintech" AND lead_score > 60'),
    ],
    [
      'we need a segment for SMB leads in Germany',
      of('smb-leads-in-germany', 'company_size = "smb" AND country = "DE"'),
    ],
    [
      'can you make me a segment of enterprise leads who requested a demo in the last 30 days, call it Demo fans',
      of('demo-fans', 'company_size = "enterprise" AND demo_requests >= 1 IN last_30_days'),
    ],
    [
      'new segment "Big retail": retail, enterprise',
      of('big-retail', 'industry = "retail" AND company_size = "enterprise"'),
    ],
    [
      'group all healthcare leads who clicked an email in the last 2 weeks into a segment called Warm clinics',
      of('warm-clinics', 'industry = "healthcare" AND email_clicks >= 1 IN last_14_days'),
    ],
    [
      'put fintech leads with a score over 50 in a new segment named "Hot fintech"',
      of('hot-fintech', 'industry = "fintech" AND lead_score > 50'),
    ],
    [
      'add another segment, "Sleepers", for people who have not opened an email in 90 days',
      of('sleepers', 'email_opens = 0 IN last_90_days'),
    ],
    ['the sales qualified segment should start at a score of 80', of('sales-qualified', 'lead_score >= 80')],
    ['make the silent segment 60 days instead of 45', of('silent', 'email_opens = 0 IN last_60_days')],
    [
      'change the definition of the silent segment to no email opens in the last 60 days',
      of('silent', 'email_opens = 0 IN last_60_days'),
    ],
    ['sales qualified segment = lead_score >= 85', of('sales-qualified', 'lead_score >= 85')],
    ['get rid of the sales qualified segment', { 'segments/sales-qualified': 'remove' }],
    [
      "we don't need the sales qualified segment any more, delete it",
      { 'segments/sales-qualified': 'remove' },
    ],
    ['bin the segment "Sales qualified"', { 'segments/sales-qualified': 'remove' }],
    [
      'call the sales qualified segment "Ready to talk"',
      { 'segments/sales-qualified': { title: 'Ready to talk' } },
    ],
    ['make me a new segment', /Which leads|Who is in/],
  ])('%s', reads);
});

describe('triggers', () => {
  it.each<Row>([
    [
      'can sales get a ping when an enterprise lead looks at pricing?',
      triggered(`${pricing} AND company_size = "enterprise"`, notify),
    ],
    ["I'd like sales to be notified when somebody requests a demo", triggered(demo, notify)],
    ['sales wants to know when someone replies to an email', triggered('email_reply', notify)],
    ['let sales know whenever a lead books a meeting', triggered('meeting_scheduled', notify)],
    [
      'give sales a heads up if a lead visits the pricing page twice in a week',
      triggered(expect.stringContaining('>= 2'), notify),
    ],
    [
      'sales should be alerted as soon as somebody downloads a case study',
      triggered('content_download AND content_type = "case-study"', notify),
    ],
    [
      'someone asks for a demo -> task for sales to call within 2 hours',
      triggered(demo, { ...task, within: '2 hours' }),
    ],
    [
      'if somebody books a demo, then sales should call them within an hour',
      triggered(demo, { ...task, within: '1 hour' }),
    ],
    [
      'create a follow-up task for sales within 4 hours when a lead completes the ROI calculator',
      triggered(expect.stringContaining('tool_use'), { ...task, within: '4 hours' }),
    ],
    [
      'when someone attends a webinar, wait 2 days and then put them on the SMB consideration track',
      triggered(webinar, { do: 'enrol', track: 'smb-consideration' }, { after: '2 days' }),
    ],
    [
      'whoever attends a webinar should go onto the SMB consideration track',
      triggered(webinar, { do: 'enrol', track: 'smb-consideration' }),
    ],
    ['two days after a webinar attendance notify sales', triggered(webinar, notify, { after: '2 days' })],
    [
      'when a lead requests a demo move it to the decision stage',
      triggered(demo, { do: 'journey', stage: 'decision' }),
    ],
    ['take people off the SMB fast track when they book a meeting', undefined],
    ['ping the sales team on every demo request', triggered(demo, notify)],
    [
      'set up an alert for sales when an smb lead fills in the contact form',
      triggered(expect.stringContaining('form_submit'), notify),
    ],
    ['delete the pricing page visit trigger', { 'triggers/pricing-visit': 'remove' }],
    ['we no longer need the pricing visit trigger', { 'triggers/pricing-visit': 'remove' }],
    [
      'the pricing trigger should not fire again within 3 weeks',
      { 'triggers/pricing-visit': { cooldown: '3 weeks' } },
    ],
    ['let the pricing visit trigger fire only once per lead', { 'triggers/pricing-visit': { once: 'ever' } }],
    ['tell sales', /./],
  ])('%s', (text, expected) => {
    if (expected) reads(text, expected);
  });
});

describe('policies', () => {
  const cap = (count: number, days: number) => ({ 'policies/cap': { count, days } });
  const quiet = (from: number, to: number) => ({ 'policies/quietHours': { from, to } });
  const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
  it.each<Row>([
    ['nobody should get more than two emails a week', cap(2, 7)],
    ["we shouldn't send anyone more than 3 mails per week", cap(3, 7)],
    ['max 1 email a day', cap(1, 1)],
    ['can we limit emails to 2 per week per lead?', cap(2, 7)],
    ['people complain, so no more than one email every 4 days please', cap(1, 4)],
    ['lower the frequency cap to two', cap(2, 7)],
    ['cap: 5 emails / month', cap(5, 30)],
    [
      'an account should never get more than ten emails in a week',
      { 'policies/accountCap': { count: 10, days: 7 } },
    ],
    ['quiet hours 8 to 8', quiet(20, 8)],
    ['quiet hours from 9pm to 7am pls', quiet(21, 7)],
    ['nothing should go out after 9pm or before 8am', quiet(21, 8)],
    ['no mails at night, 10pm-7am', quiet(22, 7)],
    ["don't email people between 10 in the evening and 6 in the morning", quiet(22, 6)],
    ['quiet hours should start at 8pm', quiet(20, 8)],
    ['let quiet hours end at 7', quiet(21, 7)],
    ['we only want to email people on weekdays', { 'policies/sendWindow': { days: weekdays } }],
    ['no mails at the weekend', { 'policies/sendWindow': { days: weekdays } }],
    [
      'emails should only go out Monday to Thursday, 9am to 5pm',
      { 'policies/sendWindow': { days: ['mon', 'tue', 'wed', 'thu'], from: '09:00', to: '17:00' } },
    ],
    ['send only during office hours', { 'policies/sendWindow': { from: '09:00', to: '17:00' } }],
    [
      "we shouldn't send on Sundays",
      { 'policies/sendWindow': { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'] } },
    ],
    ['there should be at least 2 days between two emails', { 'policies/minimumGap': '2 days' }],
    ['leave a gap of 36 hours between emails', { 'policies/minimumGap': '36 hours' }],
    ['never send two emails within 24 hours', { 'policies/minimumGap': '24 hours' }],
    ['make Christmas Day a holiday', { 'policies/holidays': [{ date: '2026-12-25' }] }],
    ["don't send anything on 1 May", { 'policies/holidays': [{ date: '2026-05-01' }] }],
    ['24 December is a day off, no emails please', { 'policies/holidays': [{ date: '2026-12-24' }] }],
    [
      'all changes need a second approver',
      { 'policies/approval': { low: 'four_eyes', medium: 'four_eyes', high: 'four_eyes' } },
    ],
    ['risky changes should be approved by two people', { 'policies/approval': { high: 'four_eyes' } }],
    [
      'nobody should be able to approve their own changes',
      { 'policies/approval': { low: 'four_eyes', medium: 'four_eyes', high: 'four_eyes' } },
    ],
    ['block rival.com', { 'policies/suppressedDomains': ['rival.com'] }],
    ['we must never email people at rival.com', { 'policies/suppressedDomains': ['rival.com'] }],
    ['add competitor.io to the suppression list', { 'policies/suppressedDomains': ['competitor.io'] }],
    ['keep 10% of new leads as a control group', { 'policies/holdout': { percent: 10 } }],
    ['hold out one in ten new leads', { 'policies/holdout': { percent: 10 } }],
    ["we'd like a 5 percent hold-out", { 'policies/holdout': { percent: 5 } }],
    ['get rid of quiet hours', { 'policies/quietHours': 'remove' }],
    ["we don't need quiet hours any more", { 'policies/quietHours': 'remove' }],
    ['lift the email cap', { 'policies/cap': 'remove' }],
  ])('%s', reads);
});
