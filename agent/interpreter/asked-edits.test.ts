import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';
import { spelledOut } from './words/slang.ts';

/** The edits that a message is proposed as, by path within the SMB fast track, or what is said instead. */
const edits = (text: string): unknown => {
  const calls = callsOf(spelledOut(text));
  if (typeof calls === 'string') return calls;
  const found = calls[0]?.input.edits as { op: string; path: string; value?: unknown }[] | undefined;
  if (calls.length !== 1 || calls[0]?.name !== 'propose_change' || !found) return calls;
  return Object.fromEntries(
    found.map(({ op, path, value }) => [
      path.replace(/^tracks\/smb-fast-track\/steps\//, '').replace(/^tracks\/smb-fast-track$/, 'track'),
      op === 'remove' ? op : value,
    ]),
  );
};
type Row = [text: string, expected: unknown];
const reads = (text: string, expected: unknown) => {
  const found = edits(text);
  if (expected instanceof RegExp) expect(found).toMatch(expected);
  else expect(found).toMatchObject(expected as object);
};
const third = (untilDay: number) => ({ 'until-day-7': { untilDay } });
const second = (untilDay: number) => ({ 'until-day-4': { untilDay } });
const any = expect.anything();
const timed = (email: number, until: object) => ({ [`time-of-email-${email}`]: { kind: 'wait', until } });
const action = (act: object) => ({ kind: 'action', action: act });

describe('waits, days and times of a track', () => {
  it.each<Row>([
    ['can we wait 5 days before email 3 on the SMB fast track?', third(9)],
    ['the gap before the third email in the smb fast track should be five days', third(9)],
    ["I'd like the wait after email 2 of the SMB fast track to be 5 days", third(9)],
    ['we should wait a week between emails 2 and 3 of the SMB fast track', third(11)],
    ['SMB fast track: wait 5 days before email 3', third(9)],
    ['in the SMB fast track, make the wait before email 3 five days instead of three', third(9)],
    ['cut the wait before email 3 of the SMB fast track down to 2 days', third(6)],
    ['give people 2 more days before email 3 of the SMB fast track', third(9)],
    ['email 3 of the SMB fast track should come two days later', third(9)],
    ['could email 3 of the SMB fast track go out a day earlier?', third(6)],
    ['push back email 2 of the SMB fast track by a day', second(5)],
    ['delay the 3rd mail of the SMB fast track by 2 days', third(9)],
    ['the last mail in the SMB fast track should go out on day 10', third(10)],
    ['slow the SMB fast track down to one email a week', { ...second(8), ...third(15) }],
    ['we want the SMB fast track to send weekly', { ...second(8), ...third(15) }],
    [
      'email 2 of the SMB fast track should be sent on Tuesday mornings at 9',
      timed(2, { time: '09:00', weekday: ['tue'] }),
    ],
    ["I'd like the second email of the SMB fast track to go out at 10am", timed(2, { time: '10:00' })],
    [
      'all SMB fast track emails should go out on Tuesdays at 10',
      { 'time-of-email-1': any, 'time-of-email-2': any, 'time-of-email-3': any },
    ],
    ['send email 2 of the SMB fast track at half past nine', timed(2, { time: '09:30' })],
    ['make the wait longer', /Which (?:wait|track|email)/],
  ])('%s', reads);
});

describe('emails of a track', () => {
  const content = (item: string) => ({ content: item });
  it.each<Row>([
    ['we should drop email 3 from the SMB fast track', { 'email-3': 'remove' }],
    ['can we get rid of the last email in the smb fast track?', { 'email-3': 'remove' }],
    ['the third email of the SMB fast track should go', { 'email-3': 'remove' }],
    ['the SMB fast track does not need its third email, please remove it', { 'email-3': 'remove' }],
    ['email 2 of the SMB fast track should be taken out', { 'email-2': 'remove' }],
    ['can email 2 and 3 of the SMB fast track swap places?', { 'email-2': any, 'email-3': any }],
    ['switch the order of emails 2 and 3 in the SMB fast track', { 'email-2': any, 'email-3': any }],
    ['put email 3 of the SMB fast track first', { 'email-1': any }],
    ['move email 3 of the SMB fast track to the top', { 'email-1': any }],
    ['the ROI guide should be email 3 of the SMB fast track', { 'email-3': content('roi-guide') }],
    [
      "let's send the ROI guide instead of email 3 in the SMB fast track",
      { 'email-3': content('roi-guide') },
    ],
    [
      'swap email 3 of the SMB fast track for the security checklist',
      { 'email-3': content('security-checklist') },
    ],
    [
      'we need one more email in the SMB fast track with the ROI guide',
      { 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'can you stick the ROI guide in after email 2 of the SMB fast track?',
      { 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'the ROI guide should be sent after email 2 of the SMB fast track',
      { 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'finish the SMB fast track with the ROI guide',
      { 'email-4': expect.objectContaining(content('roi-guide')) },
    ],
    [
      'squeeze the security checklist in between emails 1 and 2 of the SMB fast track',
      { 'email-4': expect.objectContaining(content('security-checklist')) },
    ],
    ['add an email to the SMB fast track', /What shall the new email/],
  ])('%s', reads);
});

describe('what else a track does', () => {
  it.each<Row>([
    [
      'sales should get a task after email 2 of the SMB fast track',
      { task: action({ do: 'task', queue: 'sales' }) },
    ],
    [
      'can sales be notified after the last email of the SMB fast track?',
      { notify: action({ do: 'notify', audience: 'sales' }) },
    ],
    [
      'once email 3 of the SMB fast track is out, ping sales',
      { notify: action({ do: 'notify', audience: 'sales' }) },
    ],
    [
      'have sales call leads within 2 days after email 2 of the SMB fast track',
      { task: action({ do: 'task', queue: 'sales', within: '2 days' }) },
    ],
    ['leads who click email 1 of the SMB fast track should skip email 2', undefined],
    [
      'whoever requested a demo should skip email 2 of the SMB fast track',
      { branch: { cases: [{ when: 'demo_requests >= 1' }] } },
    ],
    [
      'after email 1 of the SMB fast track wait for a click, at most 5 days',
      { 'wait-for': { when: 'email_click', within: '5 days' } },
    ],
    ['the goal of the SMB fast track is a booked meeting', { track: { goal: 'meetings_scheduled >= 1' } }],
    ["I'd like the SMB fast track's goal to be a demo request", { track: { goal: 'demo_requests >= 1' } }],
    ['the SMB fast track should aim for a meeting', { track: { goal: 'meetings_scheduled >= 1' } }],
    ['people should drop out of the SMB fast track once they book a meeting', { track: { exits: any } }],
    ['take people off the SMB fast track when they book a meeting', { track: { exits: any } }],
    ['stop the SMB fast track for leads who requested a demo', undefined],
    ['only SMB leads from fintech should be able to enter the SMB fast track', { track: { entry: any } }],
    [
      'the SMB fast track should only be for fintech leads',
      { track: { entry: { when: expect.stringContaining('fintech') } } },
    ],
    [
      'can we restrict the SMB fast track to fintech?',
      { track: { entry: { when: expect.stringContaining('fintech') } } },
    ],
    ['the SMB fast track should be called Quick start', { track: { title: 'Quick start' } }],
    ['can we rename the SMB fast track to Quick start?', { track: { title: 'Quick start' } }],
    ['new name for the SMB fast track: Quick start', { track: { title: 'Quick start' } }],
    [
      'leads should be able to re-enter the SMB fast track after 90 days',
      { track: { reentry: { after: '90 days' } } },
    ],
    ['nobody should go through the SMB fast track twice', { track: { reentry: 'never' } }],
    ['we need the SMB fast track for mid-market leads too, please copy it', undefined],
    ["I'd like a copy of the SMB fast track for mid-market leads", { 'tracks/mid-market-fast-track': any }],
    [
      'make the same track as the SMB fast track for healthcare',
      { 'tracks/smb-fast-track-for-healthcare': any },
    ],
    ['we no longer need the pricing follow-up track', { 'tracks/pricing-follow-up': 'remove' }],
  ])('%s', (text, expected) => {
    if (expected) reads(text, expected);
  });
});

describe('what is no wish, or only partly understood', () => {
  it.each([
    'should we drop email 3 from the SMB fast track?',
    'we should drop email 3 from the SMB fast track if the manager agrees',
    'we should not drop email 3 from the SMB fast track',
    'maybe we should drop email 3 from the SMB fast track',
    'can we afford to drop email 3 from the SMB fast track?',
    'can we see who gets 25 points for a demo request?',
    'could sales have been told when somebody requested a demo?',
    'should webinar attendance be worth 25 points?',
    'why should webinar attendance be worth 25 points',
    "we shouldn't give 25 points for webinar attendance",
    "don't let webinar attendance count for 25 points",
    'we should give 25 points for attending a webinar wearing a hat',
    'nobody should get more than two emails a week on Mars',
    'quiet hours 8 to 8 unless it rains',
    'the SMB fast track should be only for dentists',
  ])('files nothing: %s', (text) => {
    expect(JSON.stringify(edits(text))).not.toContain('propose_change');
    expect(Array.isArray(edits(text)) || typeof edits(text) === 'string').toBe(true);
  });
});
