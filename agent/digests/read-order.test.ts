import { describe, expect, it, test } from 'vitest';
import { readOrder } from './read-order.ts';

const monday = { every: 'week', day: 1, minute: 540 } as const;
const first = { every: 'month', day: 1, minute: 540 } as const;

describe('a digest', () => {
  test.each([
    ['send me this every Monday at 9', monday, 'me'],
    ['Send me this evry monday at 9am please', monday, 'me'],
    ['post a monthly digest here', first, 'here'],
    ['Post a montly digset here', first, 'here'],
    ['post this in #marketing every week', monday, { channel: 'marketing' }],
    ['Can you email me a weekly report?', monday, 'email'],
    [
      'send us a weekly summary by email on fridays at 16:30',
      { every: 'week', day: 5, minute: 990 },
      'email',
    ],
    [
      'hey trellis, send a digest to this channel on the 15th of every month at 8',
      { every: 'month', day: 15, minute: 480 },
      'here',
    ],
    ['I want a weekly digest', monday, 'here'],
    ['I’d like to get the numbers every Tuesday morning', { every: 'week', day: 2, minute: 540 }, 'here'],
    [
      'set up a weekly digest for #sales-team, Wednesdays at 2 pm',
      { every: 'week', day: 3, minute: 840 },
      { channel: 'sales-team' },
    ],
    ['send me how we are doing every month', first, 'me'],
    [
      'mail me the figures on the last day of each month at noon',
      { every: 'month', day: 31, minute: 720 },
      'email',
    ],
    ['schedule this weekly', monday, 'here'],
  ])('%s', (text, cadence, to) => {
    expect(readOrder(text)).toMatchObject({ do: 'digest', cadence, to });
  });

  it('is narrowed to a track', () => {
    expect(readOrder('send me a weekly digest about the Welcome new users track')).toMatchObject({
      do: 'digest',
      track: 'welcome new users',
    });
  });

  it('of what was answered before is told apart from one of everything', () => {
    expect(readOrder('send me this every Monday')).toMatchObject({ this: true });
    expect(readOrder('send me a digest every Monday')).not.toHaveProperty('this');
    expect(readOrder('send me this report weekly')).toMatchObject({ this: true });
    expect(readOrder('send me the weekly report')).not.toHaveProperty('this');
  });

  it('with more than is understood says so, instead of doing the half', () => {
    expect(readOrder('send me a weekly digest with unicorns')).toEqual({ do: 'unclear', what: 'digest' });
  });

  it.each([
    ['send me a digest every day', 'digest'],
    ['post a digest here', 'digest'],
    ['send me a daily digest', 'digest'],
    ['change the weekly digest to Friday', 'digest'],
    ['move alert 2 to #marketing', 'alert'],
  ])('that there is not is told how: %s', (text, what) => {
    expect(readOrder(text)).toEqual({ do: 'unclear', what });
  });
});

describe('an alert', () => {
  test.each([
    [
      'alert #marketing when clicks drop by a third',
      { kind: 'clicks', threshold: 1 / 3, to: { channel: 'marketing' } },
    ],
    ['Alert me if the click rate falls by more than 25 %', { kind: 'clicks', threshold: 0.25, to: 'me' }],
    ['warn us here when leads are stuck', { kind: 'stuck', to: 'here' }],
    [
      'tell me when leads get stuck, not between 8pm and 7am',
      { kind: 'stuck', quiet: { from: 1200, to: 420 }, to: 'me' },
    ],
    [
      'tell me when leads are stuck, not between 8 pm and 7 am',
      { kind: 'stuck', quiet: { from: 1200, to: 420 }, to: 'me' },
    ],
    ['alert me when more than 10 leads are stuck', { kind: 'stuck', threshold: 11, to: 'me' }],
    ['alert me when 10 leads are stuck', { kind: 'stuck', threshold: 10, to: 'me' }],
    ['let me know when emails fail', { kind: 'failed_sends', to: 'me' }],
    [
      'alert this channel when a connector is down, day and night',
      { kind: 'connectors', quiet: 'none', to: 'here' },
    ],
    ['email me when SMTP is down', { kind: 'connectors', to: 'email' }],
    ['alret me when clicks drop', { kind: 'clicks', to: 'me' }],
  ])('%s', (text, expected) => {
    expect(readOrder(text)).toEqual({ do: 'alert', quiet: 'usual', ...expected });
  });
});

describe('lists and ends', () => {
  test.each([
    ['which digests are there?', { do: 'list', what: 'digests' }],
    ['list alerts', { do: 'list', what: 'alerts' }],
    ['what digests and alerts do we have?', { do: 'list', what: 'both' }],
    ['digests', { do: 'list', what: 'digests' }],
    ['stop the weekly one', { do: 'stop', what: 'either', which: { every: 'week' } }],
    [
      'stop the monthly digest in #marketing',
      { do: 'stop', what: 'digest', which: { every: 'month', to: { channel: 'marketing' } } },
    ],
    ['stop sending me the weekly digest', { do: 'stop', what: 'digest', which: { every: 'week' } }],
    ['cancel digest 3', { do: 'stop', what: 'digest', which: { number: 3 } }],
    ['remove all alerts', { do: 'stop', what: 'alert', which: { all: true } }],
    ['stop the alert about clicks', { do: 'stop', what: 'alert', which: { alert: 'clicks' } }],
    [
      'please turn off the connector alerts here',
      { do: 'stop', what: 'alert', which: { alert: 'connectors', to: 'here' } },
    ],
  ])('%s', (text, expected) => {
    expect(readOrder(text)).toEqual(expected);
  });
});

test.each([
  'build a track that sends an email every Monday at 9',
  'send an email every Monday at 9 to enterprise leads',
  'send a monthly newsletter to all leads in the welcome track',
  'notify sales when a lead visits the pricing page twice',
  'alert sales when lead_score >= 75',
  'notify sales when a lead is stuck at the pricing page',
  'stop the weekly nurture track',
  'stop all sending',
  'stop the welcome track',
  'how are we doing this month?',
  'show me the weekly report',
  'weekly report',
  'give me the numbers by month',
  'give me a weekly breakdown of clicks',
  'send me a test of email 2 of the welcome track',
  'show click rate every month',
  'send this track every Monday only',
  'emails should go out every Tuesday at 9',
  'which leads are stuck?',
  'why did clicks drop by a third?',
  'tell me when ada@lead.example last clicked',
  'tell me when the click rate was highest',
  'show the reports',
  'change the digest email of the welcome track',
  'make it weekly',
  'email click',
  'set it to every Monday at 9',
  'draft a digest about security',
  'move the digest to position 2 of the track',
  'send me the digest as a test',
])('%s is none of ours', (text) => {
  expect(readOrder(text)).toBeUndefined();
});
