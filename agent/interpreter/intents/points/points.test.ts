import { describe, expect, it } from 'vitest';
import { lastCalls } from '../../test-talk.ts';

const scoringOf = (said: string) => {
  const input = Object(lastCalls(said).at(-1)?.input);
  return input.scoring ?? input.edits?.[0];
};
const proposes = (said: string) => lastCalls(said).some(({ name }) => name === 'propose_change');

describe('points for what happens', () => {
  it.each([
    ['We’d like 35 points credited whenever a proposal has been sent to a lead.', 'proposal_sent', 35],
    ['a spam complaint shd cost a lead 40 pts', 'spam_complaint', -40],
    ['Can an unsubscribe take 20 points off a lead’s score?', 'unsubscribe', -20],
    ['have the ROI calculator count 25 rather than 20', 'tool_use AND tool = "roi-calculator"', 25],
    ['attending a webinar = 18 pts', 'webinar_attendance', 18],
    [
      'New scoring rule please, 20 points: webinar_attendance AND minutes >= 30',
      'webinar_attendance AND minutes >= 30',
      20,
    ],
  ])('%s', (said, when, points) => {
    expect(scoringOf(said)).toMatchObject({ put_rules: [{ when, points }] });
  });

  it.each([
    ['an email reply ought to be worth five more points than now', 20],
    ['email reply: 25 points instead of 15', 25],
    ['lift email replies from 15 to 30 points', 30],
    ['The rule "Replied to an email" should give 40.', 40],
    ['double the points for email replies', 30],
    ['What’s an email reply worth right now? → That’s not a lot. Set it to 25.', 25],
    ['email replies should count for more → 22', 22],
  ])('of a rule in force: %s', (said, points) => {
    expect(scoringOf(said)).toMatchObject({ put_rules: [{ id: 'email-reply', points }] });
  });

  it('says what they may add up to', () => {
    expect(
      scoringOf('3 pts each time someone looks at a page under /docs, no more than 9 a day'),
    ).toMatchObject({
      put_rules: [
        { when: 'page_visit AND page_url CONTAINS "/docs"', points: 3, cap: { points: 9, per: 'day' } },
      ],
    });
  });

  it.each([
    'Scoring rule "Replied to an email" is obsolete, please delete it',
    'the email reply rule can go',
    'Get rid of the points for email replies, they tell us nothing these days.',
    'don’t give points for email replies any more',
  ])('no more: %s', (said) => {
    expect(scoringOf(said)).toEqual({ remove_rules: ['email-reply'] });
  });

  it.each([
    ['SQL threshold: 85 instead of 75', 85],
    ['raise the bar for sales qualified by 5', 80],
    ['Sales qualified should kick in at 70.', 70],
  ])('a threshold: %s', (said, at) => {
    expect(scoringOf(said)).toMatchObject({ put_thresholds: [{ id: 'sales-qualified', at }] });
  });

  it.each([
    [
      'engagement points ought to lose 15% of their value every 3 weeks',
      { decay: { percent: 15, every: '3 weeks' } },
    ],
    ['engagement decay: 20%/2 weeks', { decay: { percent: 20, every: '2 weeks' } }],
    ['being in healthcare ought to earn a lead 15 fit points', { points: 15 }],
    ['SMB leads should lose 5 fit points', { points: -5 }],
    ['let engagement fade, by a fifth (20 %) every two weeks', { decay: { percent: 20, every: '2 weeks' } }],
    [
      'engagement points lose a quarter of their value each month',
      { decay: { percent: 25, every: '30 days' } },
    ],
    ['let the engagement score halve every 30 days', { decay: { percent: 50 } }],
    [
      'Add a fit rule, 15 points, condition employees > 5000, title "Large company".',
      { title: 'Large company', when: 'employees > 5000', points: 15 },
    ],
  ])('of a score: %s', (said, value) => {
    expect(scoringOf(said)).toMatchObject({ value });
  });
});

describe('what is no wish for points', () => {
  it.each([
    'Should we raise the points for email replies to 60?',
    'I was wondering whether a reply is worth 15 points',
    'what if an email reply were worth 80 points?',
    'maybe pricing visits should be worth 20 points',
    'give 10 points for a download, but not for partners of ours',
    'give 10 points for a download unless they are customers of Acme',
    'give 10 points to leads who have not opened an email',
    'can we see who gets 25 points for a demo request?',
    'Set the email reply points to 60 once the board agrees',
    'The pricing visit rule should not be removed',
    'does the engagement score lose 5% a week?',
    'do not let engagement decay by 5% a week',
    'Delete the scoring rule for podcast listens.',
  ])('%s', (said) => {
    expect(proposes(said)).toBe(false);
  });
});
