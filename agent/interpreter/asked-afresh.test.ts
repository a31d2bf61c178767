import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';
import { spelledOut } from './words/slang.ts';

/** What is filed, as text; or what is said instead. */
const filed = (text: string): string => {
  const calls = callsOf(spelledOut(text));
  if (typeof calls === 'string') return `says ${calls}`;
  return calls.map(({ name, input }) => `${name} ${JSON.stringify(input)}`).join('\n');
};
const rule = (event: string, points: number, cap = '') =>
  new RegExp(`^propose_change .*put_rules":\\[\\{"when":"${event}.*"points":${points}[,}].*${cap}`);
const edit = (path: string, value = '') =>
  new RegExp(`^propose_change .*"(?:path":"${path}".*${value}|value":.*${value}.*"path":"${path}")`);
const smb = (rest: string, value = '') => edit(`tracks/smb-fast-track${rest}`, value);

describe('however it is put', () => {
  it.each<[string, RegExp]>([
    // Points
    ['people who come to a webinar deserve 30 points', rule('webinar_attendance', 30)],
    ['put 15 points on case study downloads', rule('content_download', 15)],
    ['let us score meetings booked with 40', rule('meeting_scheduled', 40)],
    ['can demo requests be worth sixty points please', rule('demo_request', 60)],
    ['clicking a link in an email = 3 pts', rule('email_click', 3)],
    ['pricing page should be worth more, say 30 points', rule('page_visit', 30)],
    ['penalise unsubscribes with 20 points', rule('unsubscribe', -20)],
    ['spam complaints should take 50 points off', rule('spam_complaint', -50)],
    ['two points per email open with a weekly maximum of 6', rule('email_open', 2, '"per":"week"')],
    ['remove the points you get for replying', /remove_rules":\["email-reply"\]/],
    ['we should stop rewarding email replies', /remove_rules":\["email-reply"\]/],
    ['a bounce should bring the score down by 10', rule('email_bounce', -10)],
    ['webinar sign-ups need points', /^says .*how many points/],
    // Thresholds and decay
    ['move the sales qualified line to 85 points', /"sales-qualified".*"at":85/],
    [
      'engagement scores should melt by a tenth every month',
      edit('scoring/models/engagement', '"percent":10'),
    ],
    // Segments
    ['carve out a segment of fintech leads in France', /segments\/.*industry = .*fintech.*country = .*FR/],
    ['I need a group called "Clinics DE" with healthcare leads from Germany', /segments\/clinics-de/],
    [
      'segment for enterprise leads with no email click in 60 days',
      /segments\/.*email_clicks = 0 IN last_60_days/,
    ],
    ['the silent segment should look at 90 days', /segments\/silent.*last_90_days/],
    [
      'kill off the sales qualified segment',
      /"remove","path":"segments\/sales-qualified"|segments\/sales-qualified.*remove/,
    ],
    // Triggers
    [
      'every time an enterprise lead downloads a case study, sales ought to hear about it',
      /triggers\/.*content_download.*enterprise.*notify/,
    ],
    [
      'on a demo request, create a task for sales due in 2 hours',
      /triggers\/.*demo_request.*"within":"2 hours"/,
    ],
    ['demo request => ping sales', /triggers\/.*demo_request.*notify/],
    [
      'as soon as a lead replies, sales must call within the hour',
      /triggers\/.*email_reply.*"within":"1 hour"/,
    ],
    [
      'three pricing page visits in a week should trigger an alert to sales',
      /triggers\/.*page_visits >= 3.*notify/,
    ],
    [
      'a webinar attendance should put the lead on the SMB consideration track',
      /triggers\/.*webinar_attendance.*smb-consideration/,
    ],
    ['pls let marketing know when somebody unsubscribes', /triggers\/.*unsubscribe.*marketing/],
    ['turn the pricing visit trigger off', /triggers\/pricing-visit.*/],
    // Policies
    ['two emails a week is the maximum', edit('policies/cap', '"count":2,"days":7')],
    ['I want a cap of 4 emails every two weeks', edit('policies/cap', '"count":4,"days":14')],
    ['one email per day, not more', edit('policies/cap', '"count":1,"days":1')],
    ['we send too much. max 2 mails/week', edit('policies/cap', '"count":2,"days":7')],
    ['keep quiet from 8pm until 8am', edit('policies/quietHours', '"from":20,"to":8')],
    ['respect quiet hours 22:00-07:00', edit('policies/quietHours', '"from":22,"to":7')],
    ['no emails before 8am or after 8pm', edit('policies/quietHours', '"from":20,"to":8')],
    ['weekends off please, no emails', edit('policies/sendWindow', '"mon","tue","wed","thu","fri"')],
    ['emails may only be sent Mon-Fri 8am-6pm', edit('policies/sendWindow', '"from":"08:00","to":"18:00"')],
    ['give people at least three days of rest between emails', edit('policies/minimumGap', '3 days')],
    ['no mails on Christmas Eve', edit('policies/holidays', '2026-12-24')],
    ['I want four eyes on everything', edit('policies/approval', 'four_eyes')],
    ['high risk changes must be signed off by a principal', edit('policies/approval', '"high":"principal"')],
    ['blacklist the domain rival.com', edit('policies/suppressedDomains', 'rival.com')],
    ['set aside 10 percent of new leads as a hold-out', edit('policies/holdout', '"percent":10')],
    // Tracks
    ['SMB fast track emails only on Tuesdays at 10', smb('/steps/time-of-email-1', 'tue')],
    ['lose the second email of the SMB fast track', /email-2.*|"remove".*email-2/],
    ['email 3 on the SMB fast track should come before email 2', smb('/steps/email-2')],
    [
      'in place of email 3 on the SMB fast track use the security checklist',
      smb('/steps/email-3', 'security-checklist'),
    ],
  ])('%s', (text, expected) => expect(filed(text)).toMatch(expected));
});
