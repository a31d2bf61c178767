import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../db/canonical.ts';
import type { CompiledTrack } from '../program/compile/compile.ts';
import { evaluate } from '../program/condition/evaluate.ts';
import { decide } from './decide.ts';
import { openDraft } from './draft.ts';
import { DraftView } from './draft-view.ts';
import { anyHistory, anyMailingProgram, anyProgram, opening, otherSends } from './testing/arbitraries.ts';
import { live, type Moment } from './testing/live.ts';
import { DAY, LEAD } from './testing/story.ts';
import { mayEnter } from './tracks/join-tracks.ts';
import { endOfWait } from './tracks/waits.ts';
import type { Instant, LeadState } from './types.ts';

/** For tests that also count how often what they are about came up: that must not depend on luck. */
const counted = { seed: 1 };

/** It is held out where half of the leads are. */
const leadOfOtherArms = '0a6a1a5c-0000-4000-8000-000000000003';

/** Checks what must hold at every moment of every history under every program. */
function always(check: (moments: readonly Moment[]) => void, draws: { seed?: number } = {}): void {
  fc.assert(
    fc.property(
      fc.oneof(anyProgram(), anyMailingProgram()),
      anyHistory(),
      fc.record({
        known: fc.boolean(),
        asleep: fc.boolean(),
        accountSends: otherSends,
        id: fc.constantFrom(LEAD, leadOfOtherArms),
      }),
      (program, history, { known, ...options }) =>
        check(live(program, known ? [...opening, ...history] : history, options)),
    ),
    { numRuns: 200, ...draws },
  );
}

test('the same input decides the same, byte for byte', () => {
  always((moments) => {
    for (const { program, before, input, decision } of moments) {
      expect(canonicalJson(decide(program, before, input))).toBe(canonicalJson(decision));
    }
  });
});

test('a state that was stored and loaded decides the same as one that was not', () => {
  fc.assert(
    fc.property(anyProgram(), anyHistory(), (program, history) => {
      const stored = live(program, [...opening, ...history], {
        carry: (lead) => JSON.parse(canonicalJson(lead)),
      });
      const kept = live(program, [...opening, ...history]);
      expect(stored.map(({ decision }) => canonicalJson(decision))).toEqual(
        kept.map(({ decision }) => canonicalJson(decision)),
      );
    }),
    { numRuns: 200 },
  );
});

test('a decision is JSON: nothing in it is lost by storing it', () => {
  always((moments) => {
    for (const { decision } of moments) expect(JSON.parse(JSON.stringify(decision))).toStrictEqual(decision);
  });
});

test('the score of every model is the sum of its ledger, and the total the sum of all', () => {
  const given = { fit: 0, decay: 0, removed: 0 };
  always((moments) => {
    const sums: Record<string, number> = {};
    for (const { decision } of moments) {
      for (const { rule, points, model } of decision.ledger) {
        sums[model] = (sums[model] ?? 0) + points;
        const [kind] = rule.split(':');
        if (kind === 'fit' || kind === 'decay' || kind === 'removed') given[kind]++;
      }
      const { scores, score } = decision.lead;
      const standing = Object.entries(sums).filter(([, points]) => points !== 0);
      expect(scores).toEqual(Object.fromEntries(standing));
      expect(score).toBe(standing.reduce((sum, [, points]) => sum + points, 0));
    }
  }, counted);
  expect(given.fit).toBeGreaterThan(100);
  expect(given.decay).toBeGreaterThan(20);
});

test('after a decision that came to rest a lead has the points of just the fit rules that hold', () => {
  always((moments) => {
    for (const moment of moments) {
      if (isUnsettled(moment.decision) || isBare(moment)) continue;
      const { program, decision } = moment;
      const view = viewOf(decision.lead, program, decision.lead.at);
      const holding = program.fit.filter(({ when }) => evaluate(when, view));
      expect(decision.lead.fits ?? {}).toEqual(
        Object.fromEntries(holding.map(({ id, points, model }) => [id, { points, model }])),
      );
    }
  });
});

test('a trigger that speaks of the lead alone fires at most once by an input, and by none of history', () => {
  let fired = 0;
  always((moments) => {
    for (const { program, before, input, decision } of moments) {
      for (const { id } of program.stateTriggers) {
        const waited = Object.values(before.delayed).filter(({ trigger }) => trigger === id).length;
        const told = decision.trace.filter((entry) => entry.did === 'trigger' && entry.trigger === id);
        const acted = told.length;
        // One that is delayed until the next email may be told twice: when it fires and when it acts.
        const delayed = told.filter(
          (entry) => entry.did === 'trigger' && entry.delayedUntil !== undefined,
        ).length;
        expect(Math.max(delayed, acted - delayed - waited)).toBeLessThanOrEqual(1);
        if (input.kind === 'event' && input.event.historic) expect(acted).toBe(0);
        fired += acted;
      }
    }
  }, counted);
  expect(fired).toBeGreaterThan(10);
});

test('a halted track has no effects, and a halt of all sending lets no email out', () => {
  always((moments) => {
    for (const { input, decision } of moments) {
      const halted = input.facts.halted ?? [];
      for (const effect of decision.effects) {
        if (effect.track !== undefined) expect(halted).not.toContain(effect.track);
        if (effect.kind === 'email') expect(halted).not.toContain('*');
      }
    }
  });
});

test('history has no effects and enters no track', () => {
  always((moments) => {
    for (const { input, decision } of moments) {
      if (input.kind !== 'event' || input.event.historic !== true) continue;
      expect(decision.effects).toEqual([]);
      expect(decision.trace.filter(({ did }) => did === 'enrol' || did === 'trigger')).toEqual([]);
    }
  });
});

test('no timer lies in the past, and after a decision that came to rest nothing is due at once', () => {
  always((moments) => {
    for (const { input, decision } of moments) {
      const { timers } = decision.lead;
      const historic = input.kind === 'event' && input.event.historic === true;
      for (const { at } of timers) {
        if (historic || isUnsettled(decision)) expect(at).toBeGreaterThanOrEqual(input.at);
        else expect(at).toBeGreaterThan(input.at);
      }
      expect(timers).toEqual(timers.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)));
    }
  });
});

test('after a decision that came to rest the lead is where the program says', () => {
  always((moments) => {
    for (const moment of moments) {
      if (isUnsettled(moment.decision) || isBare(moment)) continue;
      const { program, decision } = moment;
      const { lead } = decision;
      const view = viewOf(lead, program, lead.at);
      expect(segmentsAt(lead, program, lead.at)).toEqual(lead.segments);
      expect(
        program.thresholds
          .filter(({ id, model, at, below, when }) => {
            const score = model === undefined ? lead.score : (lead.scores[model] ?? 0);
            if (score >= below && lead.thresholds.includes(id)) return true;
            return score >= at && (when === undefined || evaluate(when, view));
          })
          .map(({ id }) => id)
          .sort(),
      ).toEqual(lead.thresholds);
      for (const track of program.tracks) {
        if (lead.enrolments[track.id]?.status !== 'active') continue;
        expect(endingsAt(track, view)).toEqual([]);
      }
    }
  });
});

test('until its first timer nothing that is watched changes by time alone', () => {
  fc.assert(
    fc.property(
      anyProgram(),
      anyHistory(),
      fc.integer({ min: 1, max: 30 * DAY }),
      (program, history, later) => {
        for (const { program: inForce, decision } of live(program, [...opening, ...history])) {
          if (isUnsettled(decision)) continue;
          const { lead } = decision;
          const until = Math.min(lead.at + later, (lead.timers[0]?.at ?? Number.POSITIVE_INFINITY) - 1);
          const at = Math.max(until, lead.at);
          const view = viewOf(lead, inForce, at);
          expect(segmentsAt(lead, inForce, at)).toEqual(lead.segments);
          for (const { id, when } of inForce.stateTriggers) {
            expect(evaluate(when, view)).toBe(lead.holding?.includes(id) ?? false);
          }
          for (const { id, when } of inForce.populations) {
            if (lead.variants?.[id] === undefined) expect(evaluate(when, view)).toBe(false);
          }
          for (const { id, when } of inForce.fit) {
            expect(evaluate(when, view)).toBe(Object.hasOwn(lead.fits ?? {}, id));
          }
          for (const track of inForce.tracks) {
            if (track.entry !== undefined && mayEnter(lead, track)) {
              expect(evaluate(track.entry, view)).toBe(lead.entries.includes(track.id));
            }
            if (lead.enrolments[track.id]?.status === 'active') expect(endingsAt(track, view)).toEqual([]);
            // What came true with history is due at the next input, and a timer sees to that there is one.
            const isDue = (lead.timers[0]?.at ?? Number.POSITIVE_INFINITY) <= at;
            expect(awaitedAt(track, lead, view) && !isDue).toBe(false);
          }
          const ending = lead.cadence && inForce.cadences[lead.cadence.id]?.until;
          expect(ending !== undefined && evaluate(ending, view)).toBe(false);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('an enrolment is begun or ended at most once by an input, and the state stays bounded', () => {
  always((moments) => {
    for (const { before, decision } of moments) {
      const { lead, trace } = decision;
      for (const track of Object.keys(lead.enrolments)) {
        const begun = trace.filter((entry) => entry.did === 'enrol' && entry.track === track).length;
        const ended = trace.filter((entry) => entry.did === 'end' && entry.track === track).length;
        expect(begun).toBeLessThanOrEqual(1);
        expect(ended).toBeLessThanOrEqual(1);
        expect(lead.enrolments[track]?.n).toBe((before.enrolments[track]?.n ?? 0) + begun);
      }
      expect(lead.sends.length).toBeLessThanOrEqual(32);
      expect(JSON.stringify(lead).length).toBeLessThan(16_000);
    }
  });
});

test('a lead that rests at a wait-for lacks what it waits for', () => {
  let rested = 0;
  always((moments) => {
    for (const { program, input, decision } of moments) {
      const silent = input.kind === 'event' && input.event.historic === true;
      if (silent || isUnsettled(decision)) continue;
      const { lead } = decision;
      const view = new DraftView(lead, lead.at);
      for (const track of program.tracks) {
        if (stepOf(track, lead)?.kind === 'wait-for') rested++;
        expect(awaitedAt(track, lead, view)).toBe(false);
      }
    }
  }, counted);
  expect(rested).toBeGreaterThan(0);
});

test('a lead is on one track of a group at most', () => {
  let replaced = 0;
  always((moments) => {
    for (const { program, decision } of moments) {
      replaced += decision.trace.filter(
        (entry) => entry.did === 'end' && entry.reason.startsWith('replaced:'),
      ).length;
      for (const tracks of Object.values(program.groups)) {
        const on = tracks.filter(({ id }) => decision.lead.enrolments[id]?.status === 'active');
        expect(on.length).toBeLessThanOrEqual(1);
      }
    }
  }, counted);
  expect(replaced).toBeGreaterThan(0);
});

test('a lead keeps its arm while the program has it', () => {
  let kept = 0;
  always((moments) => {
    for (const { program, before, decision } of moments) {
      for (const [key, arm] of Object.entries(before.variants ?? {})) {
        if (key !== 'holdout' && !program.splits[key]?.includes(arm)) continue;
        kept++;
        expect(decision.lead.variants?.[key]).toBe(arm);
      }
    }
  }, counted);
  expect(kept).toBeGreaterThan(0);
});

test('who has come to be of a population has an arm, and keeps it once the experiment is decided', () => {
  const seen = { assigned: 0, decided: 0 };
  always((moments) => {
    for (const moment of moments) {
      const { program, before, decision } = moment;
      const { lead, trace } = decision;
      seen.assigned += trace.filter((entry) => entry.did === 'assign' && entry.experiment === 'way').length;
      const way = program.experiments.way;
      const view = viewOf(lead, program, lead.at);
      if (way?.decided !== undefined) {
        seen.decided++;
        expect(view.field('experiment_way')).toBe(way.decided);
        expect(lead.variants?.way).toBe(before.variants?.way);
        expect(trace.filter((entry) => entry.did === 'assign' && entry.experiment === 'way')).toEqual([]);
      } else expect(view.field('experiment_way')).toBe(lead.variants?.way);
      if (isUnsettled(decision) || isBare(moment)) continue;
      for (const { id, when } of program.populations) {
        if (lead.variants?.[id] === undefined) expect(evaluate(when, view)).toBe(false);
      }
    }
  }, counted);
  expect(seen.assigned).toBeGreaterThan(5);
  expect(seen.decided).toBeGreaterThan(20);
});

test('no track takes a lead that is held out, and none that was nurtured before is', () => {
  const seen = { held: 0, refused: 0 };
  always((moments) => {
    for (const { program, before, decision } of moments) {
      const { lead, trace } = decision;
      const shared = trace.filter((entry) => entry.did === 'assign' && entry.experiment === 'holdout');
      expect(shared.length).toBeLessThanOrEqual(before.variants?.holdout === undefined ? 1 : 0);
      if (shared.length > 0) expect(before.enrolments).toEqual({});
      const { holdout } = program;
      if (!holdout || holdout.except || lead.variants?.holdout !== 'held') continue;
      seen.held++;
      expect(trace.filter(({ did }) => did === 'enrol')).toEqual([]);
      seen.refused += trace.filter(
        (entry) => entry.did === 'skip_enrol' && entry.reason === 'holdout',
      ).length;
    }
  }, counted);
  expect(seen.held).toBeGreaterThan(20);
  expect(seen.refused).toBeGreaterThan(0);
});

test('a wait ends when it says, however long ago that was worked out', () => {
  let waits = 0;
  always((moments) => {
    for (const { program, input, decision } of moments) {
      const { lead } = decision;
      const draft = openDraft(program, lead, { ...input, kind: 'timer', seq: lead.seq + 1, at: lead.at });
      for (const track of program.tracks) {
        const step = stepOf(track, lead);
        const enrolment = lead.enrolments[track.id];
        const timer = lead.timers.find(({ id }) => id === `step:${track.id}`);
        if (step?.kind !== 'wait' || enrolment === undefined) continue;
        waits++;
        expect(timer?.at).toBe(Math.max(lead.at, endOfWait(draft, step, enrolment)));
      }
    }
  }, counted);
  expect(waits).toBeGreaterThan(10);
});

function stepOf(track: CompiledTrack, lead: LeadState) {
  const enrolment = lead.enrolments[track.id];
  return enrolment?.status === 'active' ? track.steps[track.position[enrolment.step] ?? -1] : undefined;
}

function awaitedAt(track: CompiledTrack, lead: LeadState, view: DraftView): boolean {
  const step = stepOf(track, lead);
  return step?.kind === 'wait-for' && evaluate(step.when, view);
}

function isUnsettled({ trace }: Moment['decision']): boolean {
  return trace.some(({ did }) => did === 'unsettled');
}

/** An activation that comes before anything is known of a lead looks at nothing. */
function isBare({ input }: Moment): boolean {
  return input.kind === 'activation' && input.seq === 1;
}

function endingsAt({ goal, exits }: CompiledTrack, view: DraftView): boolean[] {
  const endings = [goal, ...exits.map(({ when }) => when)].filter((when) => when !== undefined);
  return endings.map((when) => evaluate(when, view)).filter((holds) => holds);
}

function segmentsAt(lead: LeadState, program: Moment['program'], at: Instant): string[] {
  const view = viewOf(lead, program, at);
  return program.segments
    .filter(({ when }) => evaluate(when, view))
    .map(({ id }) => id)
    .sort();
}

function viewOf(lead: LeadState, program: Moment['program'], at: Instant): DraftView {
  return new DraftView(lead, at, program);
}
