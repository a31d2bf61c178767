import { expect, test } from 'vitest';
import { UndecidableInput } from './assert-decidable.ts';
import { decide, newLead } from './decide.ts';
import { email, HOUR, LEAD, programOf, Story, T0, trackOf } from './testing/story.ts';
import type { Input, InputBase } from './types.ts';

const program = programOf({
  segments: { visitor: { title: 'Visitor', when: 'page_visits >= 1' } },
  scoring: {
    rules: { visit: { title: 'Visit', when: 'page_visit', points: 60 } },
    thresholds: {
      hot: {
        title: 'Hot',
        at: 50,
        actions: [
          { do: 'lifecycle', stage: 'mql' },
          { do: 'enrol', track: 'hot' },
        ],
      },
    },
  },
  triggers: {
    first: {
      title: 'First',
      when: 'page_visit AND lead_score >= 60 AND IN SEGMENT visitor',
      actions: [{ do: 'notify', audience: 'sales', text: 'came' }],
    },
  },
  tracks: { hot: trackOf([email('e1')]) },
});

function inputOf(base: Partial<InputBase> = {}): Input {
  return { seq: 1, at: T0, facts: {}, semantics: 1, kind: 'timer', ...base };
}

test('an event is counted, then scored, then fires triggers, then crosses thresholds and moves tracks', () => {
  const story = Story.mailable(program);
  const { trace, effects, ledger } = story.event('page_visit');
  expect(trace).toEqual([
    { did: 'join', segment: 'visitor' },
    { did: 'score', rule: 'visit', points: 60 },
    { did: 'trigger', trigger: 'first' },
    { did: 'threshold', threshold: 'hot', direction: 'up' },
    { did: 'lifecycle', from: 'subscriber', to: 'mql' },
    { did: 'enrol', track: 'hot', n: 1, by: 'threshold:hot' },
    { did: 'email', track: 'hot', step: 'e1', item: 'item-e1' },
    { did: 'end', track: 'hot', reason: 'finished' },
  ]);
  expect(effects.map(({ kind }) => kind)).toEqual(['notify', 'email']);
  expect(ledger).toEqual([{ rule: 'visit', points: 60, model: 'engagement' }]);
});

test('the lead that came in is not written to', () => {
  const story = Story.mailable(program);
  const before = structuredClone(story.lead);
  const lead = deepFreeze(story.lead);
  const event = {
    id: 'x',
    source: 's',
    name: 'page_visit',
    occurredAt: T0,
    properties: {},
    traits: { country: 'DE' },
  };
  const decision = decide(program, lead, deepFreeze({ ...inputOf({ seq: 2 }), kind: 'event', event }));
  expect(decision.lead).not.toEqual(before);
  expect(lead).toEqual(before);
});

test('what an input does not touch is shared with the lead that came in', () => {
  const story = Story.mailable(program);
  const { fields, consent, enrolments } = story.lead;
  story.event('email_open');
  expect(story.lead.fields).toBe(fields);
  expect(story.lead.consent).toBe(consent);
  expect(story.lead.enrolments).toBe(enrolments);
});

test('inputs are taken in their order, none twice and none left out', () => {
  const { lead } = decide(program, newLead(LEAD, T0), inputOf());
  for (const seq of [1, 3])
    expect(codeOf(() => decide(program, lead, inputOf({ seq })))).toBe('input.out_of_order');
  expect(decide(program, lead, inputOf({ seq: 2 })).lead.seq).toBe(2);
});

test('time does not go back', () => {
  const lead = newLead(LEAD, T0);
  expect(codeOf(() => decide(program, lead, inputOf({ at: T0 - 1 })))).toBe('input.time_went_back');
});

test('an event cannot have occurred after its input', () => {
  const event = { id: 'x', source: 's', name: 'page_visit', occurredAt: T0 + 1, properties: {} };
  expect(codeOf(() => decide(program, newLead(LEAD, T0), { ...inputOf(), kind: 'event', event }))).toBe(
    'input.event_in_future',
  );
});

test('another program version decides for a lead only after an activation', () => {
  const { lead } = decide(program, newLead(LEAD, T0), inputOf());
  const next = programOf({}, 2);
  expect(codeOf(() => decide(next, lead, inputOf({ seq: 2 })))).toBe('input.wrong_program');
  const activation = { ...inputOf({ seq: 2 }), kind: 'activation', version: 2, features: {} } as const;
  expect(codeOf(() => decide(program, lead, activation))).toBe('input.wrong_program');
  expect(decide(next, lead, activation).lead.program).toBe(2);
});

test('a new lead takes the program of its first input', () => {
  expect(decide(programOf({}, 7), newLead(LEAD, T0), inputOf()).lead.program).toBe(7);
});

test('a new lead of whom nothing is known yet enters no track by an activation', () => {
  const absent = programOf({
    segments: { quiet: { title: 'Quiet', when: 'page_visits = 0 IN last_30_days' } },
    tracks: { wake: trackOf([email('e1')], { entry: { when: 'IN SEGMENT quiet' } }) },
  });
  const story = new Story(absent);
  expect(story.activate(absent)).toMatchObject({
    effects: [],
    trace: [],
    lead: { program: 1, segments: [] },
  });
  story.event('identify', {}, { at: T0 + HOUR });
  expect(story.lead.enrolments.wake).toMatchObject({ status: 'active', startedAt: T0 + HOUR });
});

function codeOf(body: () => unknown): string | undefined {
  try {
    body();
  } catch (error) {
    if (error instanceof UndecidableInput) return error.code;
    throw error;
  }
  return undefined;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const member of Object.values(value)) deepFreeze(member);
  }
  return value;
}
