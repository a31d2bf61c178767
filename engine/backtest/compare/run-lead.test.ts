import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../db/canonical.ts';
import { anyMailingProgram, anyProgram } from '../../core/testing/arbitraries.ts';
import type { Moment } from '../../core/testing/live.ts';
import { DAY, LEAD, T0 } from '../../core/testing/story.ts';
import { type CompiledProgram, compileProgram } from '../../program/compile/compile.ts';
import { anyLife, logged, programsOf } from '../testing/lives.ts';
import { follow, type Path } from './figures.ts';
import { imagineAs } from './rates.ts';
import { sidesOf } from './run-both.ts';
import { type LeadRun, runLead } from './run-lead.ts';
import { addLead, emptyTally, sumOf } from './tally.ts';
import type { ObservedRate } from './types.ts';

const anyRates: fc.Arbitrary<Record<string, ObservedRate>> = fc
  .tuple(fc.nat(100), fc.nat(100))
  .map(([opened, clicked]) => ({
    all: { sent: 100, opened, clicked: Math.min(opened, clicked) },
  }));
/** Where in the history the period begins: 0 is before its first input. */
const anyPlace = fc.oneof(fc.constant(0), fc.nat());

interface Sides {
  base: CompiledProgram;
  proposed: CompiledProgram;
}

function run(
  moments: readonly Moment[],
  place: number,
  sides: Sides,
  rates: Record<string, ObservedRate>,
): LeadRun {
  const from = place === 0 ? T0 - 1 : (moments[place % moments.length]?.input.at ?? T0);
  const to = (moments.at(-1)?.input.at ?? T0) + 2 * DAY;
  const lead = { lane: 10, id: LEAD, created_at: T0 };
  return runLead(
    lead,
    logged(moments),
    sidesOf(sides.base, sides.proposed),
    programsOf(moments),
    { from, to },
    rates,
  );
}

/** Much faster than a comparison in depth, and as exact for what is plain data. */
const textOf = (value: unknown) => canonicalJson(value);
const lastOf = (moments: readonly Moment[]) => moments.at(-1)?.program as CompiledProgram;
const again = ({ program, version }: CompiledProgram) => compileProgram(structuredClone(program), version);

test('a backtest of the unchanged program finds no difference, whatever the program and the history', () => {
  fc.assert(
    fc.property(anyLife, anyPlace, anyRates, (moments, place, rates) => {
      const base = lastOf(moments);
      const result = run(moments, place, { base, proposed: again(base) }, rates);
      const tally = emptyTally();
      addLead(tally, LEAD, result, 5);
      expect(tally).toMatchObject({ counts: { leads: 1, changed: 0 }, samples: [] });
      expect(textOf(tally.proposed)).toBe(textOf(tally.base));
      expect(textOf(result.proposed)).toBe(textOf(result.base));
      for (const { earlier, later, gone, new: more } of Object.values(tally.dates.observed))
        expect([earlier, later, gone, more]).toEqual([0, 0, 0, 0]);
    }),
    { numRuns: 30 },
  );
});

test('what really happened is told of every recorded decision of the period', () => {
  fc.assert(
    fc.property(anyLife, anyPlace, (moments, place) => {
      const base = lastOf(moments);
      const from = place === 0 ? T0 - 1 : (moments[place % moments.length]?.input.at ?? T0);
      const path: Path = { entries: [], holds: [] };
      for (const { input, decision } of moments) if (input.at >= from) follow(path, input.at, decision);
      expect(run(moments, place, { base, proposed: base }, {}).recorded).toEqual(path);
    }),
    { numRuns: 40 },
  );
});

const anyOther = fc.oneof(anyProgram(), anyMailingProgram());

test('each side runs the same every time, and does not depend on the other', () => {
  fc.assert(
    fc.property(anyLife, anyOther, anyPlace, anyRates, (moments, other, place, rates) => {
      const base = lastOf(moments);
      const proposed = compileProgram(other.program, base.version + 1);
      const both = run(moments, place, { base, proposed }, rates);
      expect(textOf(run(moments, place, { base, proposed }, rates))).toBe(textOf(both));
      const alone = run(moments, place, { base: again(base), proposed: again(base) }, rates);
      expect(textOf(alone.base)).toBe(textOf(both.base));
      const turned = run(moments, place, { base: proposed, proposed: base }, rates);
      expect(textOf(turned.base)).toBe(textOf(both.proposed));
      expect(textOf(turned.proposed)).toBe(textOf(both.base));
    }),
    { numRuns: 30 },
  );
});

test('tallies of parts add up to the tally of the whole', () => {
  fc.assert(
    fc.property(
      fc.array(anyLife, { maxLength: 4 }),
      anyOther,
      fc.nat(4),
      anyRates,
      (lives, other, cut, rates) => {
        const runs = lives.map((moments) => {
          const base = lastOf(moments);
          return run(moments, 0, { base, proposed: compileProgram(other.program, base.version + 1) }, rates);
        });
        const tallyOf = (some: readonly LeadRun[]) => {
          const tally = emptyTally();
          for (const one of some) addLead(tally, LEAD, one, 2);
          return tally;
        };
        expect(sumOf([tallyOf(runs.slice(0, cut)), tallyOf(runs.slice(cut))], 2)).toEqual(tallyOf(runs));
      },
    ),
    { numRuns: 15 },
  );
});

test('both sides meet the same luck for the same lead and email, as often as observed', () => {
  const rates = { all: { sent: 1000, opened: 400, clicked: 100 } };
  const email = { track: 'a', step: 'b', key: 'a/b/1' };
  const program = (track: string) =>
    ({
      tracks: { [track]: { title: track, stage: 'awareness', steps: [] } },
    }) as unknown as CompiledProgram['program'];
  const answers = Array.from({ length: 2000 }, (_, n) => imagineAs(rates, program('a'), `lead ${n}`)(email));
  expect(answers).toEqual(
    Array.from({ length: 2000 }, (_, n) => imagineAs(rates, program('other'), `lead ${n}`)(email)),
  );
  const share = (name: string) =>
    answers.filter((given) => given.some((answer) => answer.name === name)).length / answers.length;
  expect(share('email_open')).toBeCloseTo(0.4, 1);
  expect(share('email_click')).toBeCloseTo(0.1, 1);
});
