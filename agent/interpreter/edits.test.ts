import { describe, expect, it } from 'vitest';
import type { Exchange } from './requests.ts';
import { callsOf } from './test-plan.ts';
import { talk } from './test-talk.ts';

const onSmb: Exchange = {
  asked: 'show the SMB fast track',
  calls: [{ name: 'show_program', input: {}, output: { track: { id: 'smb-fast-track' } } }],
  answered: '…',
};
/** The edits that a message is proposed as, by path without the track; or what is said instead. */
const editsOf = (text: string, history: Exchange[] = []) => {
  const calls = callsOf(text, history);
  if (typeof calls === 'string') return calls;
  const edits = (calls[0]?.input.edits ?? []) as { op: string; path: string; value?: unknown }[];
  return Object.fromEntries(
    edits.map(({ op, path, value }) => [
      path.replace(/^tracks\/smb-fast-track\/steps\//, ''),
      op === 'remove' ? op : value,
    ]),
  );
};

describe('the times of a track', () => {
  it.each([
    ['make the wait before email 3 of the SMB fast track 5 days', { 'until-day-7': { untilDay: 9 } }],
    ['wait 5 days before email 3 on the smb fast track', { 'until-day-7': { untilDay: 9 } }],
    ['wait 5 days after email 2 of the SMB fast track', { 'until-day-7': { untilDay: 9 } }],
    [
      'set the gap between emails 2 and 3 of the SMB fast track to 5 days',
      { 'until-day-7': { untilDay: 9 } },
    ],
    ['the wait before email 3 of the SMB fast track should be 5 days', { 'until-day-7': { untilDay: 9 } }],
    [
      'change the wait before the third email of the SMB fast track from 3 days to 5 days',
      { 'until-day-7': { untilDay: 9 } },
    ],
    ['shorten the wait before email 3 of the SMB fast track by a day', { 'until-day-7': { untilDay: 6 } }],
    ['make the wait before email 3 of the SMB fast track 2 days longer', { 'until-day-7': { untilDay: 9 } }],
    ['make the second wait of the SMB fast track 5 days', { 'until-day-7': { untilDay: 9 } }],
    [
      'send an email every 5 days on the SMB fast track',
      { 'until-day-4': { untilDay: 6 }, 'until-day-7': { untilDay: 11 } },
    ],
    ['make the SMB fast track weekly', { 'until-day-4': { untilDay: 8 }, 'until-day-7': { untilDay: 15 } }],
    [
      'space the emails of the SMB fast track two weeks apart',
      { 'until-day-4': { untilDay: 15 }, 'until-day-7': { untilDay: 29 } },
    ],
    ['move email 2 of the SMB fast track one day later', { 'until-day-4': { untilDay: 5 } }],
    ['send email 3 of the SMB fast track on day 10', { 'until-day-7': { untilDay: 10 } }],
    ['push the last email of the smb fast track back a week', { 'until-day-7': { untilDay: 14 } }],
    [
      'send email 2 of the SMB fast track at 9am',
      { 'time-of-email-2': { kind: 'wait', until: { time: '09:00' } } },
    ],
    [
      'send email 2 of the SMB fast track on Tuesdays at 14:30',
      { 'time-of-email-2': { kind: 'wait', until: { time: '14:30', weekday: ['tue'] } } },
    ],
    [
      'email 2 of the SMB fast track should go out on Tuesdays or Thursdays at 10',
      { 'time-of-email-2': { kind: 'wait', until: { time: '10:00', weekday: ['tue', 'thu'] } } },
    ],
  ])('%s', (text, edits) => {
    expect(editsOf(text)).toEqual(edits);
  });

  it('are set for every email of a track', () => {
    expect(Object.keys(editsOf('send all emails of the SMB fast track on weekdays at 10 am'))).toEqual([
      'time-of-email-1',
      'time-of-email-2',
      'time-of-email-3',
    ]);
  });

  it('are those of the track that was spoken of', () => {
    expect(editsOf('make the wait before email 3 five days', [onSmb])).toEqual({
      'until-day-7': { untilDay: 9 },
    });
  });
});

describe('the emails of a track', () => {
  const content = (item: string) => ({ content: item });
  it.each([
    ['take email 3 out of the SMB fast track', { 'email-3': 'remove' }],
    ['drop the last email from the smb fast track', { 'email-3': 'remove' }],
    [
      'swap emails 2 and 3 of the SMB fast track',
      { 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    [
      'make email 3 of the SMB fast track the first email',
      { 'email-1': expect.anything(), 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    [
      'move email 3 before email 2 on the SMB fast track',
      { 'email-2': expect.anything(), 'email-3': expect.anything() },
    ],
    ['replace email 3 of the SMB fast track with the ROI guide', { 'email-3': content('roi-guide') }],
    ['replace email 3 of the SMB fast track by "The ROI guide"', { 'email-3': content('roi-guide') }],
    ['use the ROI guide as email 3 of the SMB fast track', { 'email-3': content('roi-guide') }],
    [
      'use the security checklist instead of email 3 in the SMB fast track',
      { 'email-3': content('security-checklist') },
    ],
    ['email 3 of the SMB fast track should send the ROI guide', { 'email-3': content('roi-guide') }],
    [
      'change the content of email 3 of the SMB fast track to the ROI guide',
      { 'email-3': content('roi-guide') },
    ],
    [
      'add the ROI guide after email 2 of the SMB fast track',
      { 'until-day-5': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add an email with the ROI guide on day 10 of the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add "The ROI guide" to the end of the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'add an ROI guide email to the SMB fast track',
      { 'until-day-10': expect.anything(), 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
  ])('%s', (text, edits) => expect(editsOf(text)).toEqual(edits));

  it.each([
    ['add an email to the SMB fast track', /What shall the new email/],
    ['add an email with the zebra handbook to the SMB fast track', /no item “zebra handbook”/],
    ['replace email 3 of the SMB fast track with the checklist', /Which item do you mean/],
    ['replace email 9 of the SMB fast track with the ROI guide', /has 3 emails/],
    ['take email 3 out of the SMB fast track for dentists', /“dentists”/],
    ['take email 3 out of the SMB fast track if the manager agrees', /did not understand “if”/],
    ['change the subject of email 3 of the SMB fast track to "Hi"', /The subject stands in the item/],
  ])('%s: proposes nothing and says why', (text, why) => expect(editsOf(text)).toMatch(why));
});

describe('what else a track does', () => {
  const task = (title: string, within: string) => ({
    kind: 'action',
    action: { do: 'task', queue: 'sales', title, within },
  });
  it.each([
    [
      'after email 2 of the SMB fast track create a task for sales to call them within 2 days',
      { task: task('Call the lead', '2 days') },
    ],
    [
      'add a sales task "Ring them up" after email 2 of the SMB fast track',
      { task: task('Ring them up', '1 day') },
    ],
    [
      'notify sales after the last email of the SMB fast track',
      { notify: { kind: 'action', action: { do: 'notify', audience: 'sales', text: expect.any(String) } } },
    ],
    [
      'at the end of the SMB fast track put leads on the SMB consideration track',
      { 'enrol-lead': { kind: 'action', action: { do: 'enrol', track: 'smb-consideration' } } },
    ],
    [
      'after email 1 of the SMB fast track wait until they click an email, at most 5 days',
      { 'wait-for': { kind: 'wait-for', when: 'email_click', within: '5 days' } },
    ],
    [
      'after email 1 of the SMB fast track, if they requested a demo, skip to email 3',
      { branch: { kind: 'branch', cases: [{ when: 'demo_requests >= 1', goto: 'email-3' }] } },
    ],
    [
      'after email 1 of the SMB fast track, if they requested a demo, end the track',
      {
        branch: { kind: 'branch', cases: [{ when: 'demo_requests >= 1', goto: 'left-early' }] },
        end: expect.anything(),
        'left-early': expect.anything(),
      },
    ],
    [
      'after email 2 of the SMB fast track, if the score is above 60, notify sales',
      {
        branch: {
          kind: 'branch',
          cases: [{ when: 'lead_score > 60', goto: 'notify' }],
          otherwise: 'email-3',
        },
        notify: expect.anything(),
      },
    ],
    [
      'set the entry of the SMB fast track to enterprise leads with a score below 40',
      { 'tracks/smb-fast-track': { entry: { when: 'company_size = "enterprise" AND lead_score < 40' } } },
    ],
    [
      'only fintech leads should enter the SMB fast track',
      {
        'tracks/smb-fast-track': {
          entry: { when: 'company_size = "smb" AND lead_score < 50 AND industry = "fintech"' },
        },
      },
    ],
    [
      'let healthcare leads enter the SMB fast track',
      { 'tracks/smb-fast-track': { entry: { when: 'industry = "healthcare"' } } },
    ],
    [
      'change the entry condition of the SMB fast track to company_size = "smb" AND lead_score < 30',
      { 'tracks/smb-fast-track': { entry: { when: 'company_size = "smb" AND lead_score < 30' } } },
    ],
    [
      'set the goal of the SMB fast track to a meeting booked',
      { 'tracks/smb-fast-track': { goal: 'meetings_scheduled >= 1' } },
    ],
    [
      'the goal of the SMB fast track should be a webinar registration',
      { 'tracks/smb-fast-track': { goal: 'webinar_registrations >= 1' } },
    ],
    ['remove the goal of the SMB fast track', { 'tracks/smb-fast-track': { goal: null } }],
    [
      'leads should leave the SMB fast track when they unsubscribe',
      { 'tracks/smb-fast-track': { exits: { unsubscribe: { when: 'unsubscribes >= 1' } } } },
    ],
    [
      'add an exit for enterprise leads to the SMB fast track',
      { 'tracks/smb-fast-track': { exits: { enterprise: { when: 'company_size = "enterprise"' } } } },
    ],
    [
      'remove the customer exit from the SMB fast track',
      { 'tracks/smb-fast-track': { exits: { customer: null } } },
    ],
    ['rename the SMB fast track to "Quick start"', { 'tracks/smb-fast-track': { title: 'Quick start' } }],
    [
      'rename the SMB fast track to Quick Start for SMB',
      { 'tracks/smb-fast-track': { title: 'Quick Start for SMB' } },
    ],
    [
      'copy the SMB fast track for mid-market leads',
      {
        'tracks/mid-market-fast-track': {
          title: 'Mid-market fast track',
          entry: { when: 'company_size = "mid-market" AND lead_score < 50' },
        },
      },
    ],
    [
      'duplicate the SMB fast track for healthcare and call it "Clinics"',
      {
        'tracks/clinics': {
          title: 'Clinics',
          entry: { when: expect.stringContaining('industry = "healthcare"') },
        },
      },
    ],
    ['delete the pricing follow-up track', { 'tracks/pricing-follow-up': 'remove' }],
    [
      'let leads re-enter the SMB fast track after 90 days',
      { 'tracks/smb-fast-track': { reentry: { after: '90 days' } } },
    ],
    ['set the priority of the SMB fast track to 80', { 'tracks/smb-fast-track': { priority: 80 } }],
  ])('%s', (text, edits) => expect(editsOf(text)).toEqual(edits));
});

describe('segments, triggers, scores', () => {
  const notice = { do: 'notify', audience: 'sales', text: expect.any(String) };
  it.each([
    [
      'create a segment "Hot SMB" of SMB leads with a score above 60',
      { 'segments/hot-smb': { title: 'Hot SMB', when: 'company_size = "smb" AND lead_score > 60' } },
    ],
    [
      'create a segment called hot fintech for fintech leads with a score over 60',
      { 'segments/hot-fintech': { title: 'Hot fintech', when: 'industry = "fintech" AND lead_score > 60' } },
    ],
    [
      'add a segment for healthcare leads in germany',
      {
        'segments/healthcare-leads-in-germany': {
          title: 'Healthcare leads in germany',
          when: 'industry = "healthcare" AND country = "DE"',
        },
      },
    ],
    [
      'create a segment "Callers": meetings_scheduled >= 1 IN last_30_days',
      { 'segments/callers': { title: 'Callers', when: 'meetings_scheduled >= 1 IN last_30_days' } },
    ],
    [
      'change the segment Sales qualified to leads with a score of at least 80',
      { 'segments/sales-qualified': { when: 'lead_score >= 80' } },
    ],
    [
      'the silent segment should be leads who did not open an email in the last 60 days',
      { 'segments/silent': { when: 'email_opens = 0 IN last_60_days' } },
    ],
    [
      'rename the segment Sales qualified to "Ready for sales"',
      { 'segments/sales-qualified': { title: 'Ready for sales' } },
    ],
    ['delete the segment "Sales qualified"', { 'segments/sales-qualified': 'remove' }],
    [
      'when a lead visits the pricing page three times in a week, notify sales',
      {
        'triggers/when-a-lead-visits-the-pricing-page-three-times-in-a-week-notif': expect.objectContaining({
          when: 'page_visit AND page_url CONTAINS "pricing" AND page_visits >= 3 WHERE (page_url CONTAINS "pricing") IN last_7_days',
        }),
      },
    ],
    [
      'when an enterprise lead requests a demo create a task for sales to call within 2 hours',
      {
        'triggers/when-an-enterprise-lead-requests-a-demo-create-a-task-for-sales': {
          title: expect.anything(),
          when: 'demo_request AND company_size = "enterprise"',
          actions: [{ do: 'task', queue: 'sales', title: 'Call', within: '2 hours' }],
        },
      },
    ],
    [
      'notify sales whenever somebody replies to an email, at most once a week',
      {
        'triggers/notify-sales-whenever-somebody-replies-to-an-email-at-most-once': {
          title: expect.anything(),
          when: 'email_reply',
          once: 'week',
          actions: [notice],
        },
      },
    ],
    ['put leads who download a case study on the SMB consideration track', undefined],
    ['remove the trigger for pricing visits', { 'triggers/pricing-visit': 'remove' }],
    [
      'the pricing visit trigger should fire at most once a month',
      { 'triggers/pricing-visit': { once: 'month' } },
    ],
    [
      'set the cooldown of the pricing visit trigger to 3 weeks',
      { 'triggers/pricing-visit': { cooldown: '3 weeks' } },
    ],
    [
      'let engagement points decay by 10 percent every month',
      { 'scoring/models/engagement': { title: 'Engagement', decay: { percent: 10, every: '30 days' } } },
    ],
    [
      'enterprise companies should get 20 fit points',
      { 'scoring/fit/enterprise': { title: 'Enterprise', when: 'company_size = "enterprise"', points: 20 } },
    ],
    [
      'when a lead reaches 100 points, create a task for sales to call them within one day',
      {
        'scoring/thresholds/task-at-100': {
          title: 'Task at 100',
          at: 100,
          actions: [{ do: 'task', queue: 'sales', title: 'Call the lead', within: '1 day' }],
        },
      },
    ],
    [
      'notify sales at 90 points',
      { 'scoring/thresholds/notice-at-90': { title: 'Notice at 90', at: 90, actions: [notice] } },
    ],
    ['remove the threshold Sales qualified', { 'scoring/thresholds/sales-qualified': 'remove' }],
  ])('%s', (text, edits) => {
    if (edits) expect(editsOf(text)).toEqual(edits);
    else expect(editsOf(text)).toBeTypeOf('string');
  });

  it('take one of the behaviours of the template with what it needs', () => {
    expect(Object.keys(editsOf('add the trigger for case study downloads from the templates'))).toEqual([
      'triggers/case-study-download',
      'tracks/success-stories',
    ]);
  });
});

describe('policies', () => {
  it.each([
    ['at most 2 emails a week', { 'policies/cap': { count: 2, days: 7 } }],
    ['cap emails at 5 per month', { 'policies/cap': { count: 5, days: 30 } }],
    ['send no more than 2 emails per lead per week', { 'policies/cap': { count: 2, days: 7 } }],
    ['limit it to one email every 3 days per lead', { 'policies/cap': { count: 1, days: 3 } }],
    ['no account should get more than 10 emails a week', { 'policies/accountCap': { count: 10, days: 7 } }],
    ['set quiet hours from 8 pm to 7 am', { 'policies/quietHours': { from: 20, to: 7 } }],
    ['no emails between 22:00 and 6:00', { 'policies/quietHours': { from: 22, to: 6 } }],
    ['leave at least two days between emails', { 'policies/minimumGap': '2 days' }],
    [
      'only send emails on weekdays between 9 and 17',
      { 'policies/sendWindow': { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' } },
    ],
    [
      'do not send emails on weekends',
      { 'policies/sendWindow': { days: ['mon', 'tue', 'wed', 'thu', 'fri'] } },
    ],
    ['require four eyes for high risk changes', { 'policies/approval': { high: 'four_eyes' } }],
    [
      'every change must be approved by another person',
      { 'policies/approval': { low: 'four_eyes', medium: 'four_eyes', high: 'four_eyes' } },
    ],
    ['no emails on 24 December', { 'policies/holidays': [{ date: '2026-12-24' }] }],
    ['never email anybody at rival.example', { 'policies/suppressedDomains': ['rival.example'] }],
    ['remove the quiet hours', { 'policies/quietHours': 'remove' }],
    ['remove the frequency cap', { 'policies/cap': 'remove' }],
  ])('%s', (text, edits) => {
    if (edits) expect(editsOf(text)).toEqual(edits);
    else expect(editsOf(text)).toBeTypeOf('string');
  });
});

describe('experiments', () => {
  const begun = (text: string) => {
    const edits = editsOf(text);
    return typeof edits === 'string'
      ? edits
      : Object.entries(edits).find(([path]) => path.startsWith('experiments/'))?.[1];
  };
  it.each([
    [
      'try sending the emails of the SMB fast track on Tuesday or Thursday',
      { element: 'weekday', arms: { tuesday: {}, thursday: {} } },
    ],
    [
      'test sending email 3 of the SMB fast track at 9 am vs 2 pm',
      { element: 'send-time', arms: { 'at-09-00': {}, 'at-14-00': {} } },
    ],
    [
      'A/B test Tuesday against Thursday on the SMB fast track, decided by demo requests',
      { element: 'weekday', metric: 'demo-request' },
    ],
    [
      'try waiting 3 or 5 days before email 3 of the SMB fast track',
      { element: 'frequency', arms: { 'after-3-days': {}, 'after-5-days': {} }, control: 'after-3-days' },
    ],
    [
      'test the ROI guide against email 3 of the SMB fast track',
      { element: 'content-format', control: 'as-now' },
    ],
  ])('%s', (text, experiment) => expect(begun(text)).toMatchObject(experiment));
});

describe('short, half and slangy requests', () => {
  const task = (within: string) =>
    expect.objectContaining({ actions: [expect.objectContaining({ do: 'task', queue: 'sales', within })] });
  it.each([
    ['mail 2 of smb fast track shd go out on day 5 not 4', { 'until-day-4': { untilDay: 5 } }],
    [
      'In the SMB fast track, wait 5 days instead of 3 before the third email.',
      { 'until-day-7': { untilDay: 9 } },
    ],
    ['kill the 3rd mail in the smb fast track', { 'email-3': 'remove' }],
    [
      'Leads with a spam complaint should leave the SMB fast track.',
      { 'tracks/smb-fast-track': { exits: { 'spam-complaint': { when: 'spam_complaints >= 1' } } } },
    ],
    [
      'Let leads come back to the SMB fast track after 4 weeks instead of 8.',
      { 'tracks/smb-fast-track': { reentry: { after: '4 weeks' } } },
    ],
    ['tell sales when smb fast track email 2 went out', { notify: expect.anything() }],
    [
      'In the SMB fast track, after email 1 wait for a demo request, at most one week.',
      { 'wait-for': { kind: 'wait-for', when: 'demo_request', within: '1 week' } },
    ],
    [
      'In the SMB fast track, leads who clicked an email in the last 7 days should skip email 2.',
      {
        branch: {
          kind: 'branch',
          cases: [{ when: 'email_clicks >= 1 IN last_7_days', goto: 'until-day-7' }],
        },
      },
    ],
    [
      'the goal of the SMB fast track should be a meeting or a demo request',
      { 'tracks/smb-fast-track': { goal: 'meetings_scheduled >= 1 OR demo_requests >= 1' } },
    ],
    [
      'new segment hot smb = smb with score of 60+',
      { 'segments/hot-smb': { title: 'Hot smb', when: 'company_size = "smb" AND lead_score >= 60' } },
    ],
    [
      'Sales qualified should be the leads with a score of 80 or more; change that segment.',
      { 'segments/sales-qualified': { when: 'lead_score >= 80' } },
    ],
    ['kill the segment sales qualified', { 'segments/sales-qualified': 'remove' }],
    [
      'sales shd get a task within 2h whenever a lead replies to a mail',
      { 'triggers/sales-shd-get-a-task-within-2h-whenever-a-lead-replies-to-a-mai': task('2 hours') },
    ],
    ['delay the pricing visit trigger by 2hrs', { 'triggers/pricing-visit': { after: '2 hours' } }],
    [
      'add a trigger: page_visit AND page_url CONTAINS "/compare" -> notify sales',
      {
        'triggers/page-visit-and-page-url-contains-compare-notify-sales': expect.objectContaining({
          when: 'page_visit AND page_url CONTAINS "/compare"',
        }),
      },
    ],
    [
      'Sales should have one hour instead of two for the task of the demo request trigger.',
      {
        'triggers/demo-request': {
          actions: [{ do: 'task', queue: 'sales', title: 'Qualify', within: '1 hour' }],
        },
      },
    ],
    [
      'only send mon-fri 9 to 5',
      { 'policies/sendWindow': { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' } },
    ],
    [
      'Medium-risk changes should need a second pair of eyes from now on.',
      { 'policies/approval': { medium: 'four_eyes' } },
    ],
    ['Quiet hours should begin at 22.', { 'policies/quietHours': { from: 22, to: 8 } }],
  ])('%s', (text, edits) => expect(editsOf(text)).toEqual(edits));

  it.each([
    ['Make the wait in the SMB fast track a bit longer.', /Which wait of SMB fast track, and how long/],
    ['push the email in the SMB fast track 2 days back', /Which email of SMB fast track\? It has 3/],
    ['Start an A/B test.', /What shall be tried/],
    ['Add a trigger for demo requests from enterprise leads.', /What shall the trigger do/],
    ['add a trigger on trial_started: notify sales', /trial_started/],
    ['Create a segment called "Champions".', /Who is in the segment/],
  ])('%s: asks', (text, asked) => expect(editsOf(text)).toMatch(asked));

  it('make a segment of the leads that were counted', () => {
    const counted: Exchange = {
      asked: 'how many SMB leads?',
      calls: [{ name: 'query_leads', input: { where: 'company_size = "smb"' }, output: { count: 3 } }],
      answered: '3',
    };
    expect(editsOf('Make that a segment called "All of SMB".', [counted])).toEqual({
      'segments/all-of-smb': { title: 'All of SMB', when: 'company_size = "smb"' },
    });
  });

  it.each([
    'should we take email 3 out of the SMB fast track?',
    'do not take email 3 out of the SMB fast track',
    'did we set quiet hours from 8 pm to 7 am?',
    'what if leads should leave the SMB fast track when they unsubscribe?',
    'which segment should be changed',
    'we took email 3 out of the SMB fast track yesterday',
    'rename the SMB fast track to "X" if Ada agrees',
    'at most 2 emails a week for dentists',
    'when a lead visits the pricing page, notify sales unless it is raining',
    'set the goal of the SMB fast track to happiness',
  ])('propose nothing: %s', (text) => expect(JSON.stringify(callsOf(text))).not.toContain('propose_change'));

  it('take no number of a second wish for the first', () => {
    const [turn] = talk('make the wait before email 2 of the SMB fast track 5 days and take out email 3');
    expect(turn?.calls.map(({ input }) => input.title)).toContain(
      'Wait 5 days before email 2 of SMB fast track',
    );
    expect(JSON.stringify(turn?.calls)).not.toContain('before email 3');
  });
});
