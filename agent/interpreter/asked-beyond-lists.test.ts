import { describe, expect, test } from 'vitest';
import { callsOf } from './test-plan.ts';
import { talk } from './test-talk.ts';

const program = (...parts: string[]) => [{ name: 'show_program', input: { parts } }];

describe('what the program does, asked by concept', () => {
  test.each([
    'Within what time is sales supposed to reach out once somebody has looked at the pricing page?',
    'how soon should sales call after a demo request?',
    'who gets a task when somebody visits pricing',
    'what is the deadline of the task after a meeting is scheduled',
  ])('%s', (text) => expect(callsOf(text)).toEqual(program('triggers')));

  test.each(['how fast do points decay', 'what loses a lead points?'])('%s', (text) =>
    expect(callsOf(text)).toEqual(program('scoring')),
  );

  test.each(['What are the permitted values of lifecycle_stage?', 'which values does lifecycle_stage allow'])(
    '%s',
    (text) => expect(callsOf(text)).toEqual(program('vocabulary')),
  );

  test.each([
    'where do leads go after the SMB fast track',
    'can someone go through the SMB fast track twice?',
  ])('%s', (text) =>
    expect(callsOf(text)).toEqual([{ name: 'show_program', input: { track: 'smb-fast-track' } }]),
  );

  test.each([
    'how fast did sales react last month?',
    'notify sales when somebody visits pricing',
    'which leads lost points',
  ])('and not: %s', (text) => expect(callsOf(text)).not.toEqual(program('triggers')));
});

describe('policies by concept', () => {
  test.each([
    ['give people a 2 day break after every email', { 'policies/minimumGap': '2 days' }],
    ['nobody should hear from us twice within 2 days', { 'policies/minimumGap': '2 days' }],
    ['medium risk changes need two people', { 'policies/approval': { medium: 'four_eyes' } }],
  ])('%s', (text, values) => {
    const [call] = callsOf(text) as unknown as { input: { edits: { path: string; value: unknown }[] } }[];
    const edits = call?.input.edits.map(({ path, value }) => [path, value]) ?? [];
    expect(Object.fromEntries(edits)).toEqual(values);
  });
});

describe('what nothing here can do is said at once', () => {
  test.each([
    'Mara Holm has a new phone number, could you update her record to +49 30 555 0199?',
    'change Mara Holm’s job title to CTO',
    'remind me tomorrow to check the SMB fast track',
    'book a meeting with Mara Holm on Friday',
    'translate email 2 of the SMB fast track into German',
  ])('%s', (text) => expect(callsOf(text)).toMatch(/^I cannot/));

  test.each([
    'change the title of the SMB fast track to "Quick start"',
    'notify sales when a meeting is booked with us',
    'show me Mara Holm’s record',
  ])('and not: %s', (text) => expect(JSON.stringify(callsOf(text))).not.toMatch(/I cannot/));
});

test('a clock time puts right the one of its half of the day', () => {
  const [, second] = talk('quiet hours from 6pm to 7am', 'make it 8am');
  expect(second?.calls).toMatchObject([{ input: { edits: [{ value: { from: 18, to: 8 } }] } }]);
});

test('one of several tracks is chosen by what it has of its own', () => {
  const [, second] = talk('Put the enterprise track on hold.', 'I mean the consideration one.');
  expect(second?.calls).toMatchObject([
    { name: 'halt_sending', input: { target: 'enterprise-consideration' } },
  ]);
});
