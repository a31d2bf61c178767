import { describe, expect, it } from 'vitest';
import { lastCalls } from '../../test-talk.ts';

const editOf = (said: string) => Object(lastCalls(said).at(-1)?.input).edits?.[0];

describe('policies, however they are said', () => {
  it.each([
    ['From now on a lead may receive five emails at most within ten days.', 'cap', { count: 5, days: 10 }],
    ['one email every 3 days is plenty, cap it there', 'cap', { count: 1, days: 3 }],
    ['frequency cap -> 2/week', 'cap', { count: 2, days: 7 }],
    ['can we change the email cap → 4 mails in 10 days', 'cap', { count: 4, days: 10 }],
    [
      'No account as a whole should get more than fifteen emails in a fortnight.',
      'accountCap',
      { count: 15, days: 14 },
    ],
    [
      'sales r drowning. not more than 2 tasks per lead in a week',
      'channelCaps',
      { task: { count: 2, days: 7 } },
    ],
    ['quiet hours shd be 6pm til 8am, ppl complain', 'quietHours', { from: 18, to: 8 }],
    [
      'I would like our quiet hours to run from nine in the evening until seven in the morning.',
      'quietHours',
      { from: 21, to: 7 },
    ],
    ['stop mailing after 9pm and before 6am', 'quietHours', { from: 21, to: 6 }],
    [
      'sending window: tuesday to thursday, 10:00 - 16:00',
      'sendWindow',
      { days: ['tue', 'wed', 'thu'], from: '10:00', to: '16:00' },
    ],
    [
      'weekends are off limits for marketing mail',
      'sendWindow',
      { days: ['mon', 'tue', 'wed', 'thu', 'fri'] },
    ],
    ['min gap btw 2 emails to a lead = 36h', 'minimumGap', '36 hours'],
    ['two emails to one lead must be at least 48 hours apart', 'minimumGap', '48 hours'],
    ['Any change of high risk should have to be approved by a principal.', 'approval', { high: 'principal' }],
    [
      'no emails on 24 and 25 dec this year plz',
      'holidays',
      [{ date: '2026-12-24' }, { date: '2026-12-25' }],
    ],
    [
      'mark 3 October 2026 as a holiday for leads in Germany',
      'holidays',
      [{ date: '2026-10-03', countries: ['DE'] }],
    ],
    [
      'never mail anyone @rival.example or @spy.example',
      'suppressedDomains',
      ['rival.example', 'spy.example'],
    ],
    ['emails stuck for over 3 days can be dropped', 'dropAfter', '3 days'],
    [
      'Treat leads whose time zone we don’t know as if they were in New York.',
      'timeZone',
      'America/New_York',
    ],
    ['keep one in twenty new leads out of nurturing, as a control', 'holdout', { percent: 5 }],
    ['policies/accountCap -> { count: 20, days: 30 }', 'accountCap', { count: 20, days: 30 }],
  ])('%s', (said, name, value) => {
    expect(editOf(said)).toMatchObject({ op: 'put', path: `policies/${name}`, value });
  });

  it.each([
    'should we cap emails at 2 a week?',
    'do we send on weekends?',
    'don’t change the quiet hours',
    'at most 2 emails a week, but only for SMB leads',
    'no emails on 24 December unless it is a reply',
    'leads that got at most 2 emails in a week',
    'maybe two emails a week would be enough',
    'policies/cap -> { count: 0 }',
  ])('proposes nothing: %s', (said) => {
    expect(lastCalls(said).filter(({ name }) => name === 'propose_change')).toEqual([]);
  });
});
