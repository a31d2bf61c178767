import { describe, expect, it } from 'vitest';
import { lastCalls } from '../../test-talk.ts';

const calls = (said: string) => lastCalls(said).filter(({ name }) => name === 'propose_change');
const inputOf = (said: string) => Object(calls(said).at(-1)?.input);

describe('points, with what something is worth told beside', () => {
  it.each([
    [
      'Using the ROI calculator is worth more than we thought. Please change it to thirty points.',
      'tool_use AND tool = "roi-calculator"',
      30,
    ],
    ['Webinar attendance is underrated, give it 30 points', 'webinar_attendance', 30],
    ['email replies are worth too much, 10 points is enough', 'email_reply', 10],
    ['we undervalue demo requests, bump them to 60', 'demo_request', 60],
    ['Unsubscribes are bad news - take 20 points off for them', 'unsubscribe', -20],
    ['Attendance of a webinar should bring 20 points', 'webinar_attendance', 20],
    [
      'new rule, 8 points: page_visit AND page_url CONTAINS "/integrations"',
      'page_visit AND page_url CONTAINS "/integrations"',
      8,
    ],
  ])('%s', (said, when, points) => {
    expect(inputOf(said).scoring).toMatchObject({ put_rules: [{ when, points }] });
  });

  it.each([
    ['leads become SQL too early. make it 90 instead of 75', 90],
    ['people turn sales qualified too easily, let’s say 90', 90],
    ['sql at 90 not 75', 90],
    ['leads should count as sales qualified from 90 points on, not from 75', 90],
    ['SQL should need 85 points', 85],
  ])('a threshold: %s', (said, at) => {
    expect(inputOf(said).scoring).toMatchObject({ put_thresholds: [{ id: 'sales-qualified', at }] });
  });

  it.each([
    'kill rule email-reply',
    'Replies are not reliable any more, so please delete the rule “email-reply”.',
    'get rid of email-reply pls',
    'delete the scoring rule email reply',
  ])('a rule by its id: %s', (said) => {
    expect(inputOf(said)).toEqual({ scoring: { remove_rules: ['email-reply'] } });
  });

  it.each([
    'is a webinar worth more than we thought?',
    'Webinars are worth more than we thought.',
    'the SMB fast track is worth more than we thought',
    'SQL is too early, isn’t it?',
    'sql leads at 90 days',
    'should leads without a time zone be treated as Berlin?',
    'is the task of the demo request trigger due in 30 minutes?',
  ])('nothing: %s', (said) => {
    expect(calls(said)).toEqual([]);
  });

  it.each([
    ['Economic buyers should have 10 points of fit on top.', 'scoring/fit/economic-buyers'],
    ['champions: fit +15', 'scoring/fit/champions'],
    [
      'The segment of sales qualified leads should only begin at a score of 85. Can you change that?',
      'segments/sales-qualified',
    ],
    ['new segment "DE enterprise" - enterprise leads in country DE', 'segments/de-enterprise'],
    [
      'sales needs to react quicker, task of the "Demo request: qualify" trigger due in 30 min not 1h',
      'triggers/demo-request',
    ],
    ['Leads without a time zone of their own should be treated as Europe/Berlin.', 'policies/timeZone'],
    ['A lead should receive no more than 8 emails per month, meaning 30 days.', 'policies/cap'],
  ])('elsewhere in the program: %s', (said, path) => {
    expect(inputOf(said).edits).toMatchObject([{ path }]);
  });
});
