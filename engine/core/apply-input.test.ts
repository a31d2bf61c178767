import { expect, test } from 'vitest';
import { DAY, email, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const program = programOf({
  tracks: { t: trackOf([{ id: 'w', kind: 'wait', for: '7 days' }, email('e1')]) },
});

test('traits set fields, and null takes one away', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE', phone: '1' } });
  story.event('identify', {}, { traits: { phone: null, company: 'Acme' } });
  expect(story.lead.fields).toEqual({
    created_at: '2026-01-05T12:00:00.000Z',
    country: 'DE',
    company: 'Acme',
  });
});

test('a trait may bear any name without touching what objects inherit', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: JSON.parse('{"__proto__": "x", "constructor": "y"}') });
  expect(JSON.parse(JSON.stringify(story.lead.fields))).toEqual(story.lead.fields);
  expect(Object.hasOwn(story.lead.fields, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('lists are joined once and kept sorted', () => {
  const story = new Story(program);
  story.event('import', {}, { lists: ['webinar', 'expo', 'webinar'] });
  story.event('import', {}, { lists: ['expo', 'fair'] });
  expect(story.lead.lists).toEqual(['expo', 'fair', 'webinar']);
});

test('the account comes with the facts of any input', () => {
  const story = new Story(program);
  const account = { id: 'a1', version: 1, fields: { industry: 'fintech' } };
  story.event('identify', {}, { facts: { account } });
  expect(story.lead.account).toEqual(account);
  story.account({ industry: 'healthcare' });
  expect(story.lead.account).toEqual({ id: 'a1', version: 2, fields: { industry: 'healthcare' } });
  story.event('page_visit');
  expect(story.lead.account?.version).toBe(2);
});

test('conditions take each field from its owner: lead, account or engine', () => {
  const owners = programOf({
    segments: {
      'by-account': { title: 'A', when: 'industry = "fintech"' },
      'by-lead': { title: 'L', when: 'country = "DE"' },
      'by-engine': { title: 'E', when: 'lead_score = 0 AND lifecycle_stage = "subscriber"' },
    },
  });
  const story = new Story(owners);
  story.event('identify', {}, { traits: { industry: 'fintech', lead_score: 99 } });
  expect(story.lead.segments).toEqual(['by-engine']);
  story.account({ industry: 'fintech', country: 'DE' });
  expect(story.lead.segments).toEqual(['by-account', 'by-engine']);
  story.event('identify', {}, { traits: { country: 'DE' } });
  expect(story.lead.segments).toEqual(['by-account', 'by-engine', 'by-lead']);
});

test('a person enrols a lead, takes it off and enrols it again whatever the track says of re-entry', () => {
  const story = new Story(program);
  story.command({ do: 'enrol', track: 't' });
  expect(story.lead.enrolments.t).toMatchObject({ n: 1, status: 'active', by: 'person:p1' });
  story.command({ do: 'leave', track: 't' }, { at: T0 + HOUR });
  expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'left', endedAt: T0 + HOUR });
  expect(story.lead.timers).toEqual([]);
  story.command({ do: 'enrol', track: 't' });
  expect(story.lead.enrolments.t).toMatchObject({ n: 2, status: 'active' });
});

test('an enrolment in a track that does not exist is refused with a reason, also under a name all objects have', () => {
  const story = new Story(program);
  for (const track of ['nowhere', 'constructor']) {
    expect(story.command({ do: 'enrol', track }).trace).toEqual([
      { did: 'skip_enrol', track, reason: 'unknown_track' },
    ]);
  }
  expect(story.lead.enrolments).toEqual({});
});

test('tracks, rules and triggers may be called as something all objects have', () => {
  const named = programOf({
    scoring: {
      rules: { constructor: { title: 'R', when: 'page_visit', points: 5, cap: { points: 5, per: 'ever' } } },
      thresholds: {},
    },
    triggers: {
      constructor: {
        title: 'T',
        when: 'page_visit',
        cooldown: '1 day',
        actions: [{ do: 'enrol', track: 'valueof' }],
      },
    },
    tracks: {
      constructor: trackOf([{ id: 'constructor', kind: 'wait', for: '1 day' }], {
        entry: { when: 'lead_score >= 5' },
      }),
      valueof: trackOf([{ id: 'w', kind: 'wait', for: '1 day' }]),
    },
  });
  const story = new Story(named);
  story.event('page_visit');
  story.event('page_visit');
  expect(story.lead).toMatchObject({
    score: 5,
    enrolments: { constructor: { n: 1, status: 'active' }, valueof: { n: 1, status: 'active' } },
  });
  story.runUntil(T0 + 2 * DAY);
  expect(story.lead.enrolments).toMatchObject({ constructor: { n: 1, status: 'ended' } });
});

test('a person corrects fields', () => {
  const story = new Story(program);
  story.event('identify', {}, { traits: { country: 'DE', phone: '1' } });
  story.command({ do: 'set_fields', fields: { country: 'FR', phone: null } });
  expect(story.lead.fields).toMatchObject({ country: 'FR' });
  expect(story.lead.fields).not.toHaveProperty('phone');
});

test('a person puts a lead on a list, and takes it off', () => {
  const listed = programOf({ segments: { vip: { title: 'VIP', when: 'IN LIST vip' } } });
  const story = new Story(listed);
  story.event('import', {}, { lists: ['expo'] });
  story.command({ do: 'join_list', list: 'vip' });
  expect(story.lead).toMatchObject({ lists: ['expo', 'vip'], segments: ['vip'] });
  const { lists } = story.lead;
  story.command({ do: 'join_list', list: 'vip' });
  expect(story.lead.lists).toBe(lists);
  story.command({ do: 'leave_list', list: 'vip' });
  expect(story.lead).toMatchObject({ lists: ['expo'], segments: [] });
});
