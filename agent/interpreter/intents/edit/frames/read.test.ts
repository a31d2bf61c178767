import { expect, it, test } from 'vitest';
import { talk } from '../../../test-talk.ts';

const titleOf = (text: string) => {
  const calls = talk(text).at(-1)?.calls ?? [];
  return calls.map(({ name, input }) => (name === 'propose_change' ? input.title : name));
};

test.each([
  [
    'SMB consideration: second mail on day 5 pls, rather than 4',
    'Move email 2 of SMB consideration from day 4 to day 5',
  ],
  ['email 2 of smb consideration -> day 6', 'Move email 2 of SMB consideration from day 4 to day 6'],
  [
    'Day 9 for the third email of SMB consideration, please',
    'Move email 3 of SMB consideration from day 7 to day 9',
  ],
  ['Could email 3 of the fast track be sent on day 8?', 'Move email 3 of SMB fast track from day 7 to day 8'],
  [
    'Email 2 of the fast track comes too early. Make it day 5.',
    'Move email 2 of SMB fast track from day 4 to day 5',
  ],
  [
    'pls push mail 2 of smb consideration out by two days',
    'Move email 2 of SMB consideration from day 4 to day 6',
  ],
  [
    'Leave two more days between emails 1 and 2 of the enterprise decision track.',
    'Wait 5 days before email 2 of Enterprise decision',
  ],
  [
    'wait 1 week instead of 3 days b4 email 3 in the smb fast track',
    'Wait 1 week before email 3 of SMB fast track',
  ],
  [
    'email 3 of smb consideration comes on day 7, day 9 is better',
    'Move email 3 of SMB consideration from day 7 to day 9',
  ],
  [
    'smb consideration waits 3 days before its second mail, make that 5',
    'Wait 5 days before email 2 of SMB consideration',
  ],
  ['delay the 2nd smb consideration mail by 2 days', 'Move email 2 of SMB consideration from day 4 to day 6'],
])('times, by whatever words: %s', (text, title) => expect(titleOf(text)).toEqual([title]));

test.each([
  ['ditch mail no 2 in enterprise cold lead edu', 'Take email 2 out of Enterprise cold lead education'],
  ['Drop the cost of waiting email from the SMB fast track.', 'Take email 2 out of SMB fast track'],
  [
    'We no longer need email 2 in the SMB fast track, please take it out.',
    'Take email 2 out of SMB fast track',
  ],
  [
    'ent consideration: pls swap the first and the third email',
    'Swap emails 1 and 3 of Enterprise consideration',
  ],
  ['the second email of the fast track should be the last', 'Move email 2 of SMB fast track to place 3'],
  ['smb fast track mail 2 => "The ROI guide"', 'Send “The ROI guide” as email 2 of SMB fast track'],
  [
    'On day 5 of the fast track we should also send "The ROI guide". Please put it in.',
    'Add “The ROI guide” to SMB fast track',
  ],
  ['Let the pricing follow-up close with "The ROI guide".', 'Add “The ROI guide” to Pricing follow-up'],
  ['take emails 1 and 3 out of the smb fast track', 'Take emails 1 and 3 out of SMB fast track'],
  [
    'mail 2 of the smb fast track does not work, swap it for "The ROI guide"',
    'Send “The ROI guide” as email 2 of SMB fast track',
  ],
  [
    'SMB consideration needs a fourth email on day 20, "The ROI guide"',
    'Add “The ROI guide” to SMB consideration',
  ],
])('emails, by whatever words: %s', (text, title) => expect(titleOf(text)).toEqual([title]));

test.each([
  [
    'Its goal shall be one scheduled meeting and nothing else, in the fast track.',
    'SMB fast track: its goal is meetings_scheduled >= 1',
  ],
  [
    'Once somebody has scheduled a meeting they should drop out of the SMB fast track.',
    'SMB fast track: leads leave when meetings_scheduled >= 1',
  ],
  [
    'Only fintech leads should get into the SMB fast track.',
    'SMB fast track: leads enter when company_size = "smb" AND lead_score < 50 AND industry = "fintech"',
  ],
  [
    'update entry of smb-fast-track: IN SEGMENT enterprise AND lead_score < 40',
    'SMB fast track: leads enter when IN SEGMENT enterprise AND lead_score < 40',
  ],
  [
    'For SMB consideration, change the goal so that only a scheduled meeting counts.',
    'SMB consideration: its goal is meetings_scheduled >= 1',
  ],
  [
    'Nobody should go through the pricing follow-up more than once in 6 months',
    'Pricing follow-up: a lead may come again after 180 days',
  ],
  ['nobody should go through the pricing follow-up twice', 'Pricing follow-up: a lead may come once only'],
  ['We don’t need the pricing follow-up any more. Delete it.', 'Remove the track Pricing follow-up'],
  [
    'leads with more than 60 points should skip email 2 of the fast track',
    'SMB fast track: after email 1, if lead_score > 60, skip email 2',
  ],
  [
    'ping marketing when email 2 of smb consideration goes out',
    'SMB consideration: notify marketing: A lead needs your attention., after email 2',
  ],
])('rules and steps, by whatever words: %s', (text, title) => expect(titleOf(text)).toEqual([title]));

test.each([
  'Should we move email 2 of the SMB fast track to day 5?',
  'What if email 2 of the fast track went out on day 6?',
  'We moved email 2 of the fast track to day 4 last week.',
  'email 2 of the SMB fast track goes out on day 4, right?',
  'Never remove the third email of the SMB fast track.',
  'Move email 2 of the fast track to day 6, but only for fintech leads.',
  'Remove email 3 of the fast track unless it performs well.',
  'email 2 of the smb fast track is on day 4, day 6 would be a mistake',
  'Why does the pricing follow-up wait 3 days, would 5 be better?',
  'tomorrow move email 2 of the fast track to day 6',
  'Can leads enter the SMB fast track twice?',
  'If we dropped email 3 of the fast track, what would happen?',
])('writes nothing: %s', (text) => {
  expect(
    titleOf(text).filter((title) => !/^(?:show|query|explain|analyse|search)_/.test(String(title))),
  ).toEqual([]);
});

it('asks which track is meant where none is named', () => {
  const [turn, again] = talk('Could we have the third email on day 15?', 'Enterprise consideration, sorry.');
  expect(turn?.text).toContain('Which track do you mean?');
  expect(again?.calls[0]?.input.title).toBe('Move email 3 of Enterprise consideration from day 7 to day 15');
});

it('asks which track is meant where its words fit several', () => {
  const [turn, again] = talk('Remove the third email from the consideration track.', 'The enterprise one.');
  expect(turn?.text).toContain('Which track do you mean?');
  expect(again?.calls[0]?.input.title).toBe('Take email 3 out of Enterprise consideration');
});

test.each([
  ['take an email out of the smb consideration track', 'the third', 'Take email 3 out of SMB consideration'],
  ['Drop a mail from SMB consideration', '2', 'Take email 2 out of SMB consideration'],
  [
    'smb consideration is too fast, slow it down',
    'every 10 days',
    'An email every 10 days on SMB consideration',
  ],
  [
    'change the goal of SMB consideration',
    'a demo request',
    'SMB consideration: its goal is demo_requests >= 1',
  ],
])('asks what is missing: %s', (text, answer, title) => {
  const [first, second] = talk(text, answer);
  expect(first?.calls).toEqual([]);
  expect(second?.calls.map(({ input }) => input.title)).toEqual([title]);
});
