import { describe, expect, it } from 'vitest';
import { lastCalls } from '../test-talk.ts';

const editOf = (said: string) => Object(lastCalls(said).at(-1)?.input).edits?.[0];
const proposals = (said: string) => lastCalls(said).filter(({ name }) => name === 'propose_change');

describe('segments, however they are said', () => {
  it.each([
    [
      'new seg "Webinar ghosts" = signed up for a webinar but never attended one',
      'webinar_registrations >= 1 AND webinar_attendances = 0',
    ],
    [
      'Add a segment with the title "Warm intros" and the condition source IN ("referral", "event")',
      'source IN ("referral", "event")',
    ],
    [
      'Leads from fintech with a score over 40 should be a segment called "Hot"',
      'industry = "fintech" AND lead_score > 40',
    ],
    [
      'segment "Quiet giants": enterprise, no opens in 90 days',
      'company_size = "enterprise" AND email_opens = 0 IN last_90_days',
    ],
  ])('made: %s', (said, when) => {
    expect(editOf(said)).toMatchObject({ op: 'put', value: { when } });
  });

  it.each([
    [
      'The segment "Silent for 45 days" shall look back 60 days. Please adapt it.',
      'email_opens = 0 IN last_60_days',
    ],
    ['widen the silent segment to 90 days', 'email_opens = 0 IN last_90_days'],
  ])('of another period: %s', (said, when) => {
    expect(editOf(said)).toMatchObject({ path: 'segments/silent', value: { when } });
  });

  it.each([
    [
      'The enterprise segment should be called "Giants"',
      { op: 'patch', path: 'segments/enterprise', value: { title: 'Giants' } },
    ],
    ['the enterprise segment can go', { op: 'remove', path: 'segments/enterprise' }],
    ['we can do without the segment "Enterprise"', { op: 'remove', path: 'segments/enterprise' }],
    ['"Enterprise" should be called "Giants" from now on', { value: { title: 'Giants' } }],
    [
      '"Silent for 45 days" is too strict. Change its condition to email_opens = 0 IN last_60_days AND page_visits = 0',
      { path: 'segments/silent', value: { when: 'email_opens = 0 IN last_60_days AND page_visits = 0' } },
    ],
    [
      'how many fintech leads have a score above 50? → save them as segment "Hot"',
      { op: 'put', value: { title: 'Hot', when: 'industry = "fintech" AND lead_score > 50' } },
    ],
    [
      'set up a segment "Boardroom" for me → job title contains Chief',
      { value: { when: 'job_title CONTAINS "Chief"' } },
    ],
    ['nobody uses the Enterprise segment, please delete it', { op: 'remove', path: 'segments/enterprise' }],
  ])('%s', (said, edit) => {
    expect(editOf(said)).toMatchObject(edit);
  });

  it.each([
    'should we delete the enterprise segment?',
    'don’t delete the enterprise segment',
    'a segment of wobbly flibbers called "W"',
    'delete the enterprise segment unless it is used',
  ])('nothing: %s', (said) => {
    expect(proposals(said)).toEqual([]);
  });
});

describe('how often a trigger answers', () => {
  it.each([
    ['the demo request trigger can fire again after 26 weeks, not 52', { cooldown: '26 weeks' }],
    ['Trigger demo request: cooldown 2 weeks instead of 1', { cooldown: '2 weeks' }],
    ['make the demo request trigger wait 30 days before it fires again', { cooldown: '30 days' }],
    ['the demo request trigger shouldn’t fire more than once a week', { once: 'week' }],
  ])('%s', (said, value) => {
    expect(editOf(said)).toMatchObject({ op: 'patch', path: 'triggers/demo-request', value });
  });

  it.each([
    'should the demo request trigger fire again after 10 weeks?',
    'never fire the demo request trigger again',
    'the demo request trigger can fire again after 10 weeks if sales agree',
  ])('nothing: %s', (said) => {
    expect(proposals(said)).toEqual([]);
  });
});

describe('triggers, in any voice', () => {
  it.each([
    ['Whenever a deal is closed and not won, notify marketing.', 'deal_closed AND won = false', 'notify'],
    ['could marketing be told about each spam complaint?', 'spam_complaint', 'notify'],
    [
      'every time some1 uses the roi calculator -> task for sales to call, 1 day',
      'tool_use AND tool = "roi-calculator"',
      'task',
    ],
    ['leads who request a demo go straight onto the SMB fast track', 'demo_request', 'enrol'],
    ['whoever requests a demo becomes an opportunity', 'demo_request', 'lifecycle'],
    ['leads that book a meeting should be moved to the decision stage', 'meeting_scheduled', 'journey'],
    [
      'if a lead shares a piece of our content, I want sales to have a task to thank them',
      'content_share',
      'task',
    ],
    ['let marketing know if someone objects to the price', 'sales_objection AND topic = "price"', 'notify'],
    ['tell customer success at once when a deal is won', 'deal_closed AND won = true', 'notify'],
  ])('%s', (said, when, act) => {
    expect(editOf(said)).toMatchObject({ value: { when, actions: [{ do: act }] } });
  });

  it('gives the task its own time, and what happens its own', () => {
    expect(
      editOf(
        'when someone visits the pricing page 3 times in a week, create a task for sales to call them within 4 hours',
      ),
    ).toMatchObject({
      value: { when: expect.stringContaining('>= 3'), actions: [{ do: 'task', within: '4 hours' }] },
    });
  });

  it('names an event that nobody knows', () => {
    expect(proposals('trigger: if seat_added fires, notify customer-success')).toEqual([]);
  });

  it.each([
    'should sales be notified of replies?',
    'don’t notify sales about replies',
    'when a lead replies, notify sales unless they are a customer of Acme',
    'what happens when a lead requests a demo?',
  ])('nothing: %s', (said) => {
    expect(proposals(said)).toEqual([]);
  });
});
