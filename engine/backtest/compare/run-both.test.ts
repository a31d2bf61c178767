import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../db/canonical.ts';
import { decide } from '../../core/decide.ts';
import type { Moment } from '../../core/testing/live.ts';
import { DAY, email, LEAD, programOf, Story, T0, trackOf } from '../../core/testing/story.ts';
import { type CompiledProgram, compileProgram } from '../../program/compile/compile.ts';
import { type Program, programSchema } from '../../program/schema.ts';
import { anyLife, logged, programsOf } from '../testing/lives.ts';
import { type Sides, sidesOf } from './run-both.ts';
import { runLead } from './run-lead.ts';
import { watch } from './watch.ts';

const rates = { all: { sent: 100, opened: 50, clicked: 20 } };

type Loose = Record<string, Record<string, Record<string, unknown> & { steps: unknown[] }>>;
/** The n-th thing of a collection, if it has any. */
const pick = <T>(things: Readonly<Record<string, T>>, n: number): T | undefined => {
  const all = Object.values(things);
  return all[n % Math.max(1, all.length)];
};

/** Small changes such as people make; each leaves most of the program as it is. */
const edits: readonly ((program: Program, n: number) => void)[] = [
  (program, n) => {
    program.policies.cap = { count: 1 + (n % 2), days: 3 };
  },
  ({ scoring }, n) => {
    const rule = pick(scoring.rules, n);
    if (rule) rule.points += 7;
  },
  ({ scoring }, n) => {
    const threshold = pick(scoring.thresholds, n);
    if (threshold) threshold.at += 3;
  },
  (program, n) => {
    const track = pick((program as unknown as Loose).tracks ?? {}, n);
    if (track && track.steps.length > 1) track.steps.splice(n % track.steps.length, 1);
  },
  ({ tracks }, n) => {
    const track = pick(tracks, n);
    if (track) track.goal = 'lead_score >= 15';
  },
  ({ triggers }, n) => {
    const id = Object.keys(triggers)[n % Math.max(1, Object.keys(triggers).length)];
    if (id !== undefined) delete triggers[id];
  },
  ({ segments }, n) => {
    const segment = pick(segments, n);
    if (segment) segment.when = 'page_visits >= 2 IN last_30_days';
  },
];

function edited({ program, version }: CompiledProgram, edit: number, n: number): CompiledProgram | undefined {
  const copy = structuredClone(program);
  edits[edit % edits.length]?.(copy, n);
  try {
    return compileProgram(programSchema.parse(copy), version + 1);
  } catch {
    return undefined;
  }
}

function run(moments: readonly Moment[], place: number, sides: Sides) {
  const from = place === 0 ? T0 - 1 : (moments[place % moments.length]?.input.at ?? T0);
  const to = (moments.at(-1)?.input.at ?? T0) + 2 * DAY;
  const lead = { lane: 10, id: LEAD, created_at: T0 };
  return runLead(lead, logged(moments), sides, programsOf(moments), { from, to }, rates);
}

test('what is decided once for both sides is what each decides alone', () => {
  let together = 0;
  fc.assert(
    fc.property(
      anyLife,
      fc.nat(edits.length - 1),
      fc.nat(20),
      fc.oneof(fc.constant(0), fc.nat()),
      (moments, edit, n, place) => {
        const base = moments.at(-1)?.program as CompiledProgram;
        const proposed = edited(base, edit, n);
        fc.pre(proposed !== undefined);
        const sides = sidesOf(base, proposed);
        if (sides.watched !== undefined) together++;
        const both = run(moments, place, sides);
        const apart = run(moments, place, { ...sides, watched: undefined });
        expect(canonicalJson(both)).toBe(canonicalJson(apart));
      },
    ),
    { numRuns: 40, seed: 1 },
  );
  expect(together).toBeGreaterThan(20);
});

const content = { item: 'i', version: 1, hash: 'a'.repeat(64) };
const parts = (
  points: number,
  steps: unknown[] = [email('one'), { id: 'w', kind: 'wait', for: '2 days' }, email('two')],
) => ({
  scoring: { rules: { visit: { title: 'A visit', when: 'page_visit', points } } },
  segments: { warm: { title: 'Warm', when: 'lead_score >= 10' } },
  tracks: { a: trackOf(steps, { entry: { when: 'lead_score >= 5' } }) },
});

test('a look is told of just when a decision reads what differs', () => {
  const watched = watch(programOf(parts(5)), programOf(parts(6), 2));
  const story = Story.mailable(watched?.program as CompiledProgram);
  watched?.looked();
  story.event('form_submit');
  expect(watched?.looked()).toBe(false);
  story.event('page_visit');
  expect(watched?.looked()).toBe(true);
  expect(watched?.looked()).toBe(false);
});

test('another content is a difference as soon as the step is taken, though no decision reads it', () => {
  const other = parts(5, [
    { ...email('one'), content },
    { id: 'w', kind: 'wait', for: '2 days' },
    email('two'),
  ]);
  const watched = watch(programOf(parts(5)), programOf(other, 2));
  const story = Story.mailable(watched?.program as CompiledProgram);
  story.event('form_submit');
  expect(watched?.looked()).toBe(false);
  story.event('page_visit');
  expect(watched?.looked()).toBe(true);
});

test('a watched program decides as the one it was made of', () => {
  fc.assert(
    fc.property(anyLife, fc.nat(edits.length - 1), fc.nat(20), (moments, edit, n) => {
      const watchedOf = new Map<CompiledProgram, CompiledProgram>();
      for (const { program, before, input, decision } of moments) {
        const other = edited(program, edit, n);
        if (!watchedOf.has(program))
          watchedOf.set(program, (other && watch(program, other)?.program) ?? program);
        const again = decide(watchedOf.get(program) as CompiledProgram, before, input);
        expect(canonicalJson(again)).toBe(canonicalJson(decision));
      }
    }),
    { numRuns: 40 },
  );
});
