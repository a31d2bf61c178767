import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompiledProgram } from '../program/compile/compile.ts';
import { decide } from './decide.ts';
import { DAY, email, emailsIn, HOUR, programOf, Story, T0, trackOf } from './testing/story.ts';

const german = { entry: { when: 'country = "DE"' } };
const wait = (id: string, length: string) => ({ id, kind: 'wait', for: length });
const program = (steps: readonly unknown[], version = 1, more: object = {}): CompiledProgram =>
  programOf({ tracks: { t: trackOf(steps, german) }, ...more }, version);
const steps = [email('e1'), wait('w', '7 days'), email('e2'), wait('w2', '3 days'), email('e3')];

function begun(first = program(steps)): Story {
  const story = Story.mailable(first);
  story.event('identify', {}, { traits: { country: 'DE' } });
  return story;
}

describe('a lead whose step is gone', () => {
  test('goes on at the next step of the old order when its wait would have been over, not at the activation', () => {
    const story = begun();
    const next = program([email('e1'), email('e2'), wait('w2', '3 days'), email('e3')], 2);
    const decision = story.activate(next, {}, { at: T0 + 5 * DAY });
    expect(decision.effects).toEqual([]);
    expect(decision.trace).toContainEqual({
      did: 'move',
      track: 't',
      from: 'w',
      step: 'e2',
      at: T0 + 7 * DAY,
    });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 7 * DAY }]);
    expect(emailsIn(story.event('page_visit', {}, { at: T0 + 6 * DAY }).effects)).toEqual([]);
    expect(emailsIn(story.timer(T0 + 7 * DAY).effects)).toEqual(['e2']);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 10 * DAY }]);
  });

  test('passes over steps that are gone as well', () => {
    const story = begun();
    story.activate(program([email('e1'), wait('w2', '3 days'), email('e3')], 2), {}, { at: T0 + 5 * DAY });
    expect(story.lead.enrolments.t).toMatchObject({ step: 'w2', stepAt: T0 + 7 * DAY });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 10 * DAY }]);
  });

  test('takes its step at once when its time was over already', () => {
    const story = begun();
    const next = program([email('e1'), email('e2'), wait('w2', '3 days'), email('e3')], 2);
    expect(emailsIn(story.activate(next, {}, { at: T0 + 8 * DAY }).effects)).toEqual(['e2']);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 11 * DAY }]);
  });

  test('begins a wait when it comes to it, not when it would have', () => {
    const story = begun();
    story.activate(program([email('e1'), wait('w2', '3 days'), email('e3')], 2), {}, { at: T0 + 8 * DAY });
    expect(story.lead.enrolments.t).toMatchObject({ step: 'w2', stepAt: T0 + 8 * DAY });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 11 * DAY }]);
  });

  test('that is held until a person does something goes on at once, not when it would have been dropped', () => {
    const dropping = { policies: { dropAfter: '3 days' } };
    const story = new Story(program([email('e1'), wait('w', '7 days')], 1, dropping));
    story.event('identify', {}, { traits: { country: 'DE' } });
    expect(story.lead.enrolments.t?.held).toMatchObject({ dropAt: T0 + 3 * DAY });
    story.activate(program([wait('w', '7 days')], 2, dropping), {}, { at: T0 + DAY });
    expect(story.lead.enrolments.t).toMatchObject({ step: 'w', stepAt: T0 + DAY });
  });

  test('ends as removed when none of the steps after it is left', () => {
    const story = begun();
    story.activate(program([email('e1'), wait('new', '7 days'), email('e9')], 2));
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'removed' });
    expect(story.lead.timers).toEqual([]);
  });

  test('does not go past an exit into what was not its way', () => {
    const story = begun(program([...steps.slice(0, 2), { id: 'out', kind: 'exit' }, email('e2')]));
    story.activate(program([email('e1'), email('e2')], 2));
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'removed' });
  });

  test('at a wait-for goes on where it would have gone when the time ran out', () => {
    const waitFor = { id: 'f', kind: 'wait-for', when: 'demo_request', within: '4 days', otherwise: 'e3' };
    const story = begun(program([email('e1'), waitFor, email('e2'), wait('w2', '1 day'), email('e3')]));
    story.activate(program([email('e1'), email('e2'), wait('w2', '1 day'), email('e3')], 2));
    expect(story.lead.enrolments.t).toMatchObject({ step: 'e3', stepAt: T0 + 4 * DAY });
    expect(emailsIn(story.runUntil(T0 + 30 * DAY))).toEqual(['e3']);
  });

  test('does not pass a wait-for before it is reached, though what it waits for is there', () => {
    const waitFor = { id: 'f', kind: 'wait-for', when: 'country = "DE"', within: '2 days' };
    const story = begun(program([email('e1'), wait('w', '7 days'), waitFor, email('e2')]));
    expect(story.activate(program([email('e1'), waitFor, email('e2')], 2)).effects).toEqual([]);
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 7 * DAY }]);
    expect(emailsIn(story.event('page_visit', {}, { at: T0 + DAY }).effects)).toEqual([]);
    expect(emailsIn(story.timer(T0 + 7 * DAY).effects)).toEqual(['e2']);
  });

  test('does not pass a wait whose day has come before it is reached', () => {
    const day = { id: 'd', kind: 'wait', untilDay: 3 };
    const story = begun(program([email('e1'), wait('w', '7 days'), day, email('e2')]));
    story.activate(program([email('e1'), day, email('e2')], 2), {}, { at: T0 + 5 * DAY });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 7 * DAY }]);
    expect(emailsIn(story.runUntil(T0 + 30 * DAY))).toEqual(['e2']);
  });

  test('whose email was held goes on when the hold would have ended', () => {
    const quiet = { policies: { quietHours: { from: 10, to: 14 } } };
    const story = begun(program([email('e1'), email('e2')], 1, quiet));
    expect(story.lead.enrolments.t?.held?.until).toBe(T0 + 2 * HOUR);
    expect(emailsIn(story.activate(program([email('e2')], 2)).effects)).toEqual([]);
    expect(story.lead.enrolments.t).not.toHaveProperty('held');
    expect(emailsIn(story.timer(T0 + 2 * HOUR).effects)).toEqual(['e2']);
  });

  test('moves again when that step goes away too, and ends by a goal meanwhile', () => {
    const story = begun();
    story.activate(program([email('e1'), email('e2'), wait('w2', '3 days'), email('e3')], 2));
    story.activate(program([email('e1'), wait('w2', '3 days'), email('e3')], 3), {}, { at: T0 + 2 * DAY });
    expect(story.lead.timers).toEqual([{ id: 'step:t', at: T0 + 10 * DAY }]);
    const goal = { tracks: { t: trackOf([email('e3')], { ...german, goal: 'country = "DE"' }) } };
    story.activate(programOf(goal, 4));
    expect(story.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'goal' });
  });

  test('keeps for later days what the pace of its wait added', () => {
    const cadences = { slow: { title: 'Slow', percent: 200 } };
    const day = { id: 'd', kind: 'wait', untilDay: 11 };
    const slow = { id: 's', kind: 'action', action: { do: 'cadence', cadence: 'slow' } };
    const all = [slow, wait('w', '4 days'), day, email('e2')];
    const story = begun(program(all, 1, { cadences }));
    const kept = begun(program(all, 1, { cadences }));
    story.activate(program([slow, day, email('e2')], 2, { cadences }), {}, { at: T0 + DAY });
    expect(story.lead.enrolments.t).toMatchObject({ step: 'd', stepAt: T0 + 8 * DAY, shift: 4 * DAY });
    kept.timer(T0 + 8 * DAY);
    expect(story.lead.timers).toEqual(kept.lead.timers);
  });
});

test('an activation that names no moves decides as it always did', () => {
  const { lead } = begun();
  const input = { seq: lead.seq + 1, at: lead.at, facts: {}, semantics: 1, version: 2, features: {} };
  const next = program([email('e1'), email('e2')], 2);
  const decision = decide(next, lead, { ...input, kind: 'activation' });
  expect(decision.lead.enrolments.t).toMatchObject({ status: 'ended', reason: 'removed' });
  const lost = decide(next, lead, { ...input, kind: 'activation', moves: { t: 'gone', other: 'e2' } });
  expect(lost).toEqual(decision);
});

test('whatever steps go away and when, an activation sends nothing before its time and the rest comes in order', () => {
  const stepsOf = fc.array(fc.record({ days: fc.integer({ min: 0, max: 4 }), kept: fc.boolean() }), {
    minLength: 1,
    maxLength: 8,
  });
  fc.assert(
    fc.property(stepsOf, fc.integer({ min: 0, max: 20 }), (drawn, day) => {
      const all = drawn.map(({ days }, n) => (days === 0 ? email(`s${n}`) : wait(`s${n}`, `${days} days`)));
      const last = [wait('z', '1 day'), email('end')];
      const story = begun(program([wait('a', '1 day'), ...all, ...last]));
      const at = T0 + day * DAY + HOUR;
      const before = emailsIn(story.runUntil(at));
      const [due] = story.lead.timers;
      if (due === undefined) return;
      const kept = all.filter((_, n) => drawn[n]?.kept);
      const next = program([...kept, ...last], 2);
      const sent = emailsIn(story.activate(next, {}, { at }).effects);
      expect(sent).toEqual([]);
      expect(story.lead.timers[0]?.at).toBeGreaterThanOrEqual(due.at);
      const after = emailsIn(story.runUntil(at + 100 * DAY));
      const expected = [...all, ...last].filter(({ id, kind }) => kind === 'email' && !before.includes(id));
      const keptIds = new Set([...kept, ...last].map(({ id }) => id));
      expect(after).toEqual(expected.map(({ id }) => id).filter((id) => keptIds.has(id)));
    }),
    { numRuns: 200 },
  );
});
