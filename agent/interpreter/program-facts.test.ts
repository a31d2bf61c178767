import { describe, expect, it } from 'vitest';
import { callsOf } from './test-plan.ts';

const part = (name: string) => [{ name: 'show_program', input: { parts: [name] } }];

describe('what the program says of one thing', () => {
  it.each([
    ['whats a scheduled meeting worth in pts', 'scoring'],
    ['worth of a demo request?', 'scoring'],
    ['if somebody unsubscribes, how many points do they lose?', 'scoring'],
    ['most points in a week for visiting the pricing page', 'scoring'],
    ['mql threshold?', 'scoring'],
    ['what happens when a lead hits 50 points', 'scoring'],
    ['What happens when somebody has downloaded three resources?', 'triggers'],
    ['what is triggered by a meeting being booked', 'triggers'],
    ['properties of webinar_attendance?', 'vocabulary'],
    ['possible values of buyer role', 'vocabulary'],
    ['which stages exist', 'vocabulary'],
    ['what can buyer_role be', 'vocabulary'],
    ['what makes a lead "engaged"', 'segments'],
    ['is anybody held out', 'policies'],
    ['when do we not send', 'policies'],
    ['who counts as enterprise', 'segments'],
    ['an overview of all our nurture tracks', 'tracks'],
    ['Do we have quiet hours, and if so from when to when?', 'policies'],
  ])('%s: %s', (text, name) => {
    expect(callsOf(text)).toEqual(part(name));
  });

  it.each([
    'what ends the pricing follow-up for a lead',
    'when do leads get email 2 of the pricing follow-up',
    'what happens to leads after the pricing follow-up',
  ])('of one track, not of its leads: %s', (text) => {
    expect(callsOf(text)).toEqual([{ name: 'show_program', input: { track: 'pricing-follow-up' } }]);
  });

  it.each([
    'Version two was a mistake. Take us back to version one of the program.',
    'we want version 1 again',
    'switch the program to version 1',
    'could you please restore the first version',
  ])('of a version, to go back to it: %s', (text) => {
    expect(callsOf(text)).toEqual([{ name: 'propose_change', input: { roll_back_to: 1 } }]);
  });

  it.each([
    'should we go back to version 1?',
    'do not go back to version 1',
    'why did we want version 1 back?',
  ])('and not by speaking of it: %s', (text) => {
    expect(callsOf(text)).not.toMatchObject([{ name: 'propose_change' }]);
  });

  it('goes on with another thing', () => {
    const before = {
      asked: 'what is a demo request worth',
      calls: [{ name: 'show_program', input: { parts: ['scoring'] }, output: {} }],
      answered: '50',
    };
    expect(callsOf('and a webinar registration?', [before])).toEqual(part('scoring'));
  });

  it.each([
    'a demo request should be worth 40 points',
    'give 5 points for opening an email',
    'stop giving points for replies',
  ])('but a wish is no question: %s', (text) => {
    expect(callsOf(text)).not.toEqual(part('scoring'));
  });

  it.each([
    'how many leads requested a demo',
    'which leads have more than 50 points',
    'who downloaded three resources',
  ])('nor is one about leads: %s', (text) => {
    expect(callsOf(text)).toMatchObject([{ name: 'query_leads' }]);
  });
});
