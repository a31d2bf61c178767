import { describe, expect, test } from 'vitest';
import { consent, DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from '../testing/story.ts';

const program = programOf({
  tracks: {
    news: trackOf([email('n1'), { id: 'w', kind: 'wait', for: '1 day' }, email('n2')]),
    receipts: trackOf([email('r1', 'transactional')], { reentry: 'always' }),
  },
});
const known = { email: 'ada@lead.example' };

function begun(...tracks: string[]): Story {
  const story = new Story(program);
  story.event('identify', {}, { traits: known });
  for (const track of tracks) story.command({ do: 'enrol', track });
  return story;
}

test('marketing email is held without consent, and goes out when consent is granted', () => {
  const story = begun('news');
  expect(story.last?.effects).toEqual([]);
  expect(story.lead.enrolments.news).toMatchObject({ step: 'n1', held: { reason: 'no_consent' } });
  expect(story.lead.timers).toEqual([]);
  const { effects } = story.event('consent_granted', consent(), { at: T0 + DAY });
  expect(emailsIn(effects)).toEqual(['n1']);
  expect(story.lead.enrolments.news).not.toHaveProperty('held');
});

test('a hold is told once, not at every input', () => {
  const story = begun('news');
  expect(story.last?.trace.at(-1)).toEqual({ did: 'hold', track: 'news', step: 'n1', reason: 'no_consent' });
  expect(story.event('page_visit').trace).toEqual([]);
});

test('consent that is withdrawn holds the next email', () => {
  const story = begun('news');
  story.event('consent_granted', consent());
  expect(story.event('consent_withdrawn', { purpose: 'marketing' }).trace).toContainEqual({
    did: 'consent',
    purpose: 'marketing',
    granted: false,
  });
  expect(story.runUntil(T0 + 5 * DAY)).toEqual([]);
  expect(story.lead.enrolments.news?.held).toEqual({ reason: 'no_consent' });
});

test.each([
  ['no purpose', { basis: 'consent' }],
  ['an unknown purpose', { purpose: 'anything', basis: 'consent' }],
  ['no basis', { purpose: 'marketing' }],
  ['consent for something else', { purpose: 'transactional', basis: 'contract' }],
])('a grant with %s does not allow marketing', (_, properties) => {
  const story = begun('news');
  expect(story.event('consent_granted', properties).effects).toEqual([]);
});

test('a withdrawal that names no purpose withdraws marketing', () => {
  const story = begun();
  story.event('consent_granted', consent());
  story.event('consent_withdrawn');
  expect(story.lead.consent).toEqual({});
});

test.each([
  ['unsubscribe', {}, 'unsubscribe'],
  ['spam_complaint', {}, 'spam_complaint'],
  ['email_bounce', { kind: 'hard' }, 'hard_bounce'],
])('%s %j suppresses the lead', (name, properties, reason) => {
  const story = begun('news');
  story.event('consent_granted', consent());
  story.event(name, properties, { at: T0 + HOUR });
  expect(story.lead.suppressed).toEqual({ reason, at: T0 + HOUR });
  expect(story.runUntil(T0 + 5 * DAY)).toEqual([]);
  expect(story.lead.enrolments.news?.held).toEqual({ reason: 'suppressed' });
});

test('a soft bounce suppresses nobody', () => {
  const story = begun();
  story.event('email_bounce', { kind: 'soft' });
  expect(story.lead.suppressed).toBeNull();
});

test('transactional email needs no consent and passes an unsubscribe and a complaint', () => {
  const story = begun();
  for (const name of ['identify', 'unsubscribe', 'spam_complaint']) {
    story.event(name);
    expect(emailsIn(story.command({ do: 'enrol', track: 'receipts' }).effects)).toEqual(['r1']);
  }
});

test.each([
  ['a hard bounce', (story: Story) => story.event('email_bounce', { kind: 'hard' })],
  ['a person', (story: Story) => story.command({ do: 'suppress', reason: 'legal' })],
])('transactional email is stopped by the suppression of %s', (_, suppress) => {
  const story = begun();
  suppress(story);
  story.command({ do: 'enrol', track: 'receipts' });
  expect(story.last?.effects).toEqual([]);
  expect(story.lead.enrolments.receipts?.held).toEqual({ reason: 'suppressed' });
});

test('a weightier suppression takes the place of a lighter one, never the other way', () => {
  const story = begun();
  story.event('unsubscribe');
  story.event('email_bounce', { kind: 'hard' });
  expect(story.lead.suppressed?.reason).toBe('hard_bounce');
  story.event('unsubscribe');
  story.event('spam_complaint');
  expect(story.lead.suppressed?.reason).toBe('hard_bounce');
});

test('who unsubscribed comes back by agreeing to a wording, and by nothing less', () => {
  const story = begun('news');
  story.event('unsubscribe', {}, { at: T0 + HOUR });
  const later = T0 + DAY;
  story.event('consent_granted', consent(), { at: later });
  story.event('consent_granted', {
    purpose: 'marketing',
    basis: 'legitimate_interest',
    wording: 'We may write',
  });
  story.event('consent_granted', consent('marketing', { wording: '' }));
  story.event('consent_granted', consent('marketing', { wording: 'Write to me' }), { occurredAt: T0 + HOUR });
  expect(story.lead.suppressed?.reason).toBe('unsubscribe');
  const { effects } = story.event('consent_granted', consent('marketing', { wording: 'Write to me' }));
  expect(story.lead.suppressed).toBeNull();
  expect(emailsIn(effects)).toEqual(['n1']);
});

test('consent does not lift a complaint or a hard bounce', () => {
  const story = begun();
  story.event('spam_complaint');
  story.event('consent_granted', consent('marketing', { wording: 'Write to me' }), { at: T0 + DAY });
  expect(story.lead.suppressed?.reason).toBe('spam_complaint');
});

test('a lead without an address is held until one is known', () => {
  const story = new Story(program);
  story.event('consent_granted', consent());
  story.command({ do: 'enrol', track: 'news' });
  expect(story.lead.enrolments.news?.held).toEqual({ reason: 'no_email' });
  expect(emailsIn(story.event('identify', {}, { traits: known }).effects)).toEqual(['n1']);
});

test.each([
  ['an old grant on another basis', { basis: 'legitimate_interest' }, -DAY],
  ['an old grant with its wording', { wording: 'Write to me' }, -DAY],
  ['a later grant on another basis', { basis: 'legitimate_interest', wording: 'We may write' }, 2 * HOUR],
  ['a later grant without a wording', {}, 2 * HOUR],
  ['a grant of the same instant', { wording: 'Write to me' }, HOUR],
])('consent that was withdrawn does not come back by %s', (_, more, since) => {
  const story = begun('news');
  story.event('consent_withdrawn', { purpose: 'marketing' }, { at: T0 + HOUR });
  const { effects, trace } = story.event('consent_granted', consent('marketing', more), {
    at: T0 + DAY,
    occurredAt: T0 + since,
    historic: true,
  });
  expect(story.lead.consent).toEqual({});
  expect(story.lead.withdrawn).toEqual({ marketing: T0 + HOUR });
  expect(trace).toContainEqual({ did: 'skip_consent', purpose: 'marketing', reason: 'withdrawn' });
  expect([...effects, ...story.event('page_visit').effects]).toEqual([]);
});

test('a withdrawal by a person who never consented is remembered, the latest of several', () => {
  const story = begun();
  story.event('consent_withdrawn', { purpose: 'marketing' }, { at: T0 + 2 * HOUR });
  story.event('consent_withdrawn', { purpose: 'marketing' }, { occurredAt: T0 });
  expect(story.lead.withdrawn).toEqual({ marketing: T0 + 2 * HOUR });
});

test('who withdrew comes back by agreeing to a wording later, for that purpose alone', () => {
  const story = begun('news');
  for (const purpose of ['marketing', 'transactional']) {
    story.event('consent_withdrawn', { purpose }, { at: T0 + HOUR });
  }
  const { effects } = story.event('consent_granted', consent('marketing', { wording: 'Write to me' }), {
    at: T0 + DAY,
  });
  expect(emailsIn(effects)).toEqual(['n1']);
  expect(story.lead.withdrawn).toEqual({ transactional: T0 + HOUR });
});

test('an unsubscribe is not undone by a grant from before the latest of two', () => {
  const story = begun();
  story.event('unsubscribe', {}, { at: T0 + HOUR });
  story.event('unsubscribe', {}, { at: T0 + DAY });
  story.event('consent_granted', consent('marketing', { wording: 'Write to me' }), {
    occurredAt: T0 + 2 * HOUR,
  });
  expect(story.lead.suppressed?.reason).toBe('unsubscribe');
  expect(story.lead.consent).toEqual({});
});

test('a state from before withdrawals were kept is decided for as if there were none', () => {
  const story = begun();
  const { withdrawn: _, ...older } = story.lead;
  story.lead = older;
  story.event('consent_granted', { purpose: 'marketing', basis: 'legitimate_interest' });
  expect(story.lead.consent).toHaveProperty('marketing');
});

describe('lifting a suppression', () => {
  const lifted = (story: Story) => story.command({ do: 'lift' }).trace.at(-1);
  const begun = () => Story.mailable(programOf({}));

  test('takes back what a person or a bounce has said', () => {
    const story = begun();
    story.command({ do: 'suppress', reason: 'legal' });
    expect(lifted(story)).toEqual({ did: 'lift', reason: 'legal' });
    expect(story.lead.suppressed).toBeNull();
    story.event('email_bounce', { kind: 'hard' });
    expect(lifted(story)).toEqual({ did: 'lift', reason: 'hard_bounce' });
    expect(story.lead.suppressed).toBeNull();
  });

  test.each(['unsubscribe', 'spam_complaint'])('does not take back an %s', (name) => {
    const story = begun();
    story.event(name);
    expect(lifted(story)).toEqual({ did: 'skip_lift', reason: name });
    expect(story.lead.suppressed).toEqual({ reason: name, at: T0 });
  });

  test.each([true, false])('brings back what the lead itself said before or after (%s) it', (before) => {
    const story = begun();
    if (before) story.event('spam_complaint');
    story.command({ do: 'suppress', reason: 'legal' });
    if (!before) story.event('spam_complaint');
    expect(story.lead.suppressed?.reason).toBe('legal');
    lifted(story);
    expect(story.lead.suppressed).toEqual({ reason: 'spam_complaint', at: T0 });
  });

  test('brings nothing back that the lead took back meanwhile', () => {
    const story = begun();
    story.event('unsubscribe');
    story.command({ do: 'suppress', reason: 'legal' });
    story.event('consent_granted', consent('marketing', { wording: 'Yes again' }), { at: T0 + HOUR });
    expect(story.lead.suppressed).toEqual({ reason: 'legal', at: T0 });
    lifted(story);
    expect(story.lead.suppressed).toBeNull();
  });
});
