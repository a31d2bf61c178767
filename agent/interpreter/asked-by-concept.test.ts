import { expect, test } from 'vitest';
import { talk } from './test-talk.ts';

const last = (...said: string[]) => talk(...said).at(-1)?.calls ?? [];
const writing = /^(?:propose|build|halt|send)_/;

test.each([
  ['fintech, awareness, 8wks - new track pls', { stage: 'awareness', weeks: 8 }],
  [
    'Over ten weeks I want to send five emails to mid-market leads in awareness. Make a track of it.',
    { weeks: 10, email_count: 5 },
  ],
  ['3-email awareness drip 4 smb retail, 3 weeks long. go', { weeks: 3, email_count: 3 }],
  [
    'We need an awareness track for SMB leads, four weeks in all; the emails should go out on day 1, day 4 and day 10.',
    { emails: [{ day: 1 }, { day: 4 }, { day: 10 }] },
  ],
  [
    'Create "Factory floor", a consideration track of five weeks for manufacturing leads. It has reached its goal once a meeting has been scheduled.',
    { title: 'Factory floor', goal: 'meetings_scheduled >= 1' },
  ],
  [
    'wanna nurture enterprise leads who hit pricing at least 2x in the past 30 days. decision stage, 2 wks',
    { weeks: 2 },
  ],
  [
    'Make me a track. Audience: enterprise fintech. Stage: decision. Length: 6 weeks. Emails: 5.',
    { weeks: 6, email_count: 5 },
  ],
])('a track from a brief in any words: %s', (text, input) => {
  expect(last(text)).toMatchObject([{ name: 'propose_track', input }]);
});

test.each([
  [
    'We sell HR onboarding software to enterprises, by subscription, and a committee decides. Please build the whole nurturing system for it.',
    { product: 'HR onboarding software', cycle: 'committee' },
  ],
  [
    'need a full nurture system for our b2c budgeting app, freemium, short sales cycle, traffic is organic + paid',
    { product: 'budgeting app', sources: ['organic', 'paid'] },
  ],
  [
    'Build a nurturing system for Ferntrace, our B2B route planner for small businesses. Short cycle, and only the stages awareness and consideration.',
    { product: 'Ferntrace', stages: ['awareness', 'consideration'] },
  ],
  [
    'Nurturing system needed. What we sell is Lanternbill, a B2B subscription for usage invoicing; it takes customers a medium sales cycle to decide.',
    { product: 'Lanternbill', cycle: 'medium' },
  ],
])('a system from a brief in any words: %s', (text, input) => {
  expect(last(text)).toMatchObject([{ name: 'build_system', input }]);
});

test.each([
  ['Stop every email we send, immediately.', ['*']],
  ['KILL ALL EMAILS NOW!! wrong sender address on everything', ['*']],
  [
    'Pause both the pricing follow-up and SMB consideration, sales is at an offsite.',
    ['pricing-follow-up', 'smb-consideration'],
  ],
  ['There is a typo in email 3 of the SMB fast track. Stop the track at once.', ['smb-fast-track']],
  ['No further mails from the pricing follow-up please!', ['pricing-follow-up']],
])('a halt in any words: %s', (text, targets) => {
  expect(last(text).map(({ name, input }) => [name, input.target])).toEqual(
    targets.map((one) => ['halt_sending', one]),
  );
});

test.each([
  [
    'Diego Rao and Theo Rossi should be on the Enterprise decision track. Can you put them there?',
    ['Diego Rao', 'Theo Rossi'],
  ],
  ['zoe patel to the pricing follow-up pls', ['Zoe Patel']],
  ['I’d like Kai Gruber to get the SMB fast track. Enrol him.', ['Kai Gruber']],
])('an enrolment in any words: %s', (text, leads) => {
  expect(last(text)).toMatchObject([{ name: 'propose_change', input: { enrol: { leads } } }]);
});

test.each([
  'Should the bounces go above 5 percent, stop the SMB fast track.',
  'stop the fast track if bounces exceed 3%',
  'stop emails to fintech leads',
  'should Hugo Brandt be on the SMB fast track?',
  'Don’t put Hugo Brandt on the SMB fast track.',
  'put Hugo Brandt on the SMB fast track if he books a demo',
  'Should we build a nurturing system for our payroll app?',
  'don’t create a track for SMB fintech leads',
  'Which track is for enterprise leads in consideration?',
])('writes nothing: %s', (text) => {
  expect(last(text).filter(({ name }) => writing.test(name))).toEqual([]);
});
