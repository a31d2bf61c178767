import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../db/canonical.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import { decide } from './decide.ts';
import type { Draft } from './draft.ts';
import { type GuardCheck, guardChecks } from './sending/guard-checks.ts';
import { holdOfEmail } from './sending/guards.ts';
import { anyHistory, anyMailingProgram, anyProgram, opening, otherSends } from './testing/arbitraries.ts';
import { live } from './testing/live.ts';
import { email, programOf, Story, T0, trackOf } from './testing/story.ts';
import type { Weighed, Weighing } from './watch.ts';

const anyLife = fc
  .tuple(fc.oneof(anyProgram(), anyMailingProgram()), anyHistory(), otherSends)
  .map(([program, history, accountSends]) => live(program, [...opening, ...history], { accountSends }));

test('a decision is the same when somebody watches, and what is seen of it holds', () => {
  fc.assert(
    fc.property(anyLife, (moments) => {
      for (const { program, before, input, decision } of moments) {
        const watched = decide(program, before, input, (weighed, draft) => {
          if (weighed.what === 'condition') expect(evaluate(weighed.when, draft.view), weighed.of).toBe(true);
        });
        expect(canonicalJson(watched)).toBe(canonicalJson(decision));
      }
    }),
    { numRuns: 150 },
  );
});

test('an entry is seen before it lets the lead in, as one that takes nobody twice is false from then on', () => {
  const entry = { when: 'NOT EVER ON TRACK t AND page_visits >= 1' };
  const program = programOf({ tracks: { t: trackOf([email('e')], { entry, reentry: 'always' }) } });
  const before = Story.mailable(program).lead;
  const seen: boolean[] = [];
  const event = { id: 'm', source: 'test', name: 'page_visit', occurredAt: T0, properties: {} };
  decide(
    program,
    before,
    { seq: 2, at: T0, facts: {}, semantics: 1, kind: 'event', event },
    (weighed, { view }) => {
      if (weighed.what === 'condition' && weighed.of === 'entry:t') seen.push(evaluate(weighed.when, view));
    },
  );
  expect(seen).toEqual([true]);
});

test('everything that enters a track by itself, fires, scores or joins is seen with its condition', () => {
  fc.assert(
    fc.property(anyLife, (moments) => {
      for (const { program, before, input, decision } of moments) {
        const seen = new Set<string>();
        decide(program, before, input, (weighed) => {
          if (weighed.what === 'condition') seen.add(weighed.of);
        });
        for (const entry of decision.trace) {
          if (entry.did === 'enrol' && entry.by === 'entry') expect(seen).toContain(`entry:${entry.track}`);
          if (entry.did === 'join') expect(seen).toContain(`segment:${entry.segment}`);
          if (entry.did === 'end' && entry.reason === 'goal') expect(seen).toContain(`goal:${entry.track}`);
          if (entry.did === 'trigger' && entry.delayedUntil !== undefined)
            expect(seen).toContain(`trigger:${entry.trigger}`);
          if (entry.did === 'score' && !entry.rule.includes(':')) expect(seen).toContain(entry.rule);
        }
      }
    }),
    { numRuns: 100 },
  );
});

test('an email is held exactly when one of its guards, named one by one, says no', () => {
  let held = 0;
  const look = (weighed: Weighed, weighing: Weighing) => {
    if (weighed.what !== 'email') return;
    const { track, purpose, since } = weighed;
    const refusing = guardChecks(weighing, track, purpose).filter(({ passes }) => !passes);
    const hold = holdOfEmail(weighing as Draft, track, purpose, since);
    expect(hold !== undefined).toBe(refusing.length > 0);
    if (hold === undefined) return;
    held++;
    expect(refusing.map(nameOf)).toContain(hold.reason);
  };
  fc.assert(
    fc.property(anyLife, (moments) => {
      for (const { program, before, input } of moments) decide(program, before, input, look);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(held).toBeGreaterThan(50);
});

function nameOf({ guard }: GuardCheck): string {
  return guard === 'suppressed_domain' ? 'suppressed' : guard;
}
