import { describe, expect, it } from 'vitest';
import { dayMs } from '../../program/duration.ts';
import { sequentialShares } from '../statistics/sequential-shares.ts';
import { createDraws } from '../statistics/testing/draws.ts';
import { judge } from './judge.ts';
import { drawDays, fourWeeks, harmless } from './testing/draw-days.ts';
import type { ArmDay, Guardrail } from './types.ts';

const span = (days: number) => ({ from: 0, until: days * dayMs });

/** `days` days with `perDay` leads an arm, of whom a share does it and a share is harmed. */
function lived(
  days: number,
  arms: Record<string, { perDay: number; done: number; harmed?: Partial<Record<Guardrail, number>> }>,
): ArmDay[] {
  return Object.entries(arms).flatMap(([arm, { perDay, done, harmed }]) =>
    Array.from({ length: days }, (_, day) => ({
      day,
      arm,
      exposed: perDay,
      matured: perDay,
      done: Math.round((day + 1) * perDay * done) - Math.round(day * perDay * done),
      harmed: { ...harmless, ...harmed },
    })),
  );
}

const verdictAfter = (days: number, rows: ArmDay[], experiment = fourWeeks) =>
  judge(
    experiment,
    rows.filter(({ day }) => day < days),
    span(days),
  ).verdict;

describe('an experiment', () => {
  it('has not enough data before every arm has 500 leads and one cycle is over', () => {
    const few = { a: { perDay: 20, done: 0.1 }, b: { perDay: 20, done: 0.5 } };
    expect(verdictAfter(9, lived(60, few))).toMatchObject({
      kind: 'not-enough',
      words: 'not enough data yet (180 of 500 leads; 9 of 28 days)',
    });
    const fast = { a: { perDay: 100, done: 0.1 }, b: { perDay: 100, done: 0.5 } };
    expect(verdictAfter(9, lived(60, fast)).words).toBe(
      'not enough data yet (500 of 500 leads; 9 of 28 days)',
    );
    expect(verdictAfter(28, lived(60, fast)).kind).toBe('better');
  });

  it('says by how much an arm is better, with the interval, and what to do', () => {
    const rows = lived(28, { a: { perDay: 50, done: 0.1 }, b: { perDay: 50, done: 0.14 } });
    expect(verdictAfter(28, rows)).toEqual({
      kind: 'better',
      arm: 'b',
      words: 'b is better by 4.0 points (1.6 to 6.4)',
      next: 'Promote it: trellis experiments decide subject b',
    });
    const turned = lived(28, { a: { perDay: 50, done: 0.14 }, b: { perDay: 50, done: 0.1 } });
    expect(verdictAfter(28, turned)).toMatchObject({
      kind: 'worse',
      words: 'b is worse by 4.0 points (1.6 to 6.4)',
      next: 'Stop it: trellis experiments decide subject a',
    });
  });

  it('that nobody declared is not decided by a command', () => {
    const rows = lived(28, { a: { perDay: 50, done: 0.1 }, b: { perDay: 50, done: 0.14 } });
    expect(verdictAfter(28, rows, { ...fourWeeks, declared: false }).next).toBe(
      'Promote it: nobody declared it, so change its split or policy by a change',
    );
  });

  it('that shows nothing says how large a difference it leaves open', () => {
    const rows = lived(28, { a: { perDay: 50, done: 0.1 }, b: { perDay: 50, done: 0.1 } });
    expect(verdictAfter(28, rows)).toMatchObject({
      kind: 'no-difference',
      words: 'no difference larger than 2.2 points',
    });
  });

  it('is broken when the arms are not shared out as planned, whatever they did', () => {
    const rows = lived(28, { a: { perDay: 50, done: 0.1 }, b: { perDay: 40, done: 0.4 } });
    expect(verdictAfter(28, rows)).toMatchObject({
      kind: 'broken',
      words: 'broken: the arms are not shared out as planned (a 1400, b 1120, planned 1:1; p below 0.001)',
    });
  });

  it('is to be stopped when an arm does more harm, before there is enough to say anything else', () => {
    const rows = lived(8, {
      a: { perDay: 30, done: 0.1, harmed: { complaint: 0 } },
      b: { perDay: 30, done: 0.3, harmed: { complaint: 2 } },
    });
    expect(verdictAfter(8, rows)).toEqual({
      kind: 'guardrail',
      arm: 'b',
      words: 'stop: guardrail; b has more of complaint (16 of 240 leads against 0 of 240 leads)',
      next: 'Stop it: trellis experiments decide subject a',
    });
    const turned = lived(8, {
      a: { perDay: 30, done: 0.1, harmed: { complaint: 2 } },
      b: { perDay: 30, done: 0.3 },
    });
    expect(verdictAfter(8, turned).kind).toBe('not-enough');
  });

  it('with nobody in it is empty', () => {
    expect(judge(fourWeeks, [], span(0)).verdict.kind).toBe('empty');
  });

  it('looks once at the leads of the day that was planned: later ones do not change that look', () => {
    const rows = lived(60, { a: { perDay: 50, done: 0.1 }, b: { perDay: 50, done: 0.13 } });
    const [then, later] = [28, 45].map((days) =>
      judge(
        fourWeeks,
        rows.filter(({ day }) => day < days),
        span(days),
      ),
    );
    expect(later?.lookedAt).toBe(28 * dayMs);
    expect(later?.arms[1]?.against?.p).toBe(then?.arms[1]?.against?.p);
  });

  it('asks more of each of several arms', () => {
    const arms = [...fourWeeks.arms, { id: 'c', title: 'C', weight: 1 }];
    const rows = lived(28, {
      a: { perDay: 50, done: 0.1 },
      b: { perDay: 50, done: 0.126 },
      c: { perDay: 50, done: 0.126 },
    });
    expect(
      verdictAfter(
        28,
        rows.filter(({ arm }) => arm !== 'c'),
      ).kind,
    ).toBe('better');
    expect(verdictAfter(28, rows, { ...fourWeeks, arms }).kind).toBe('no-difference');
  });
});

describe('several arms and guardrails', () => {
  const arms = [...fourWeeks.arms, { id: 'c', title: 'C', weight: 1 }];
  const rows = lived(28, {
    a: { perDay: 50, done: 0.1 },
    b: { perDay: 50, done: 0.14, harmed: { complaint: 1 } },
    c: { perDay: 50, done: 0.1 },
  });
  const ofB = (parts: Partial<typeof fourWeeks>) => {
    const found = judge({ ...fourWeeks, ...parts }, rows, span(28)).arms.find(({ id }) => id === 'b');
    const { p, alwaysValid, low, high } = found?.against ?? {};
    return {
      p: p ?? 0,
      always: alwaysValid?.p ?? 1,
      width: (high ?? 0) - (low ?? 0),
      alwaysWidth: (alwaysValid?.high ?? 0) - (alwaysValid?.low ?? 0),
      complaint: found?.guardrails.find(({ guardrail }) => guardrail === 'complaint')?.p ?? 0,
    };
  };

  it('share the 5 %: each p counts as often as there are comparisons, and intervals are as much wider', () => {
    const alone = ofB({ guardrails: ['complaint'] });
    const among = ofB({ guardrails: ['complaint'], arms });
    expect(among.p).toBeCloseTo(2 * alone.p, 10);
    const peeks = sequentialShares(
      Array.from({ length: 28 }, (_, day) => {
        const denominator = (day + 1) * 50;
        const counted = (done: number) => ({ numerator: Math.round(denominator * done), denominator });
        return { arm: counted(0.14), control: counted(0.1) };
      }),
      { perArm: fourWeeks.leadsPerArm, confidence: 0.975 },
    );
    expect(among.always).toBeCloseTo(2 * (peeks.at(-1)?.p ?? 0), 10);
    expect(among.complaint).toBeCloseTo(2 * alone.complaint, 10);
    expect(among.width).toBeGreaterThan(1.1 * alone.width);
    expect(among.alwaysWidth).toBeGreaterThan(1.05 * alone.alwaysWidth);
    expect(ofB({ guardrails: ['complaint', 'bounce', 'unsubscribe'], arms }).complaint).toBeCloseTo(
      6 * alone.complaint,
      10,
    );
    expect(alone.complaint).toBeGreaterThan(0);
  });
});

describe('an experiment about time', () => {
  const timed = { ...fourWeeks, metric: 'time-to-sql' as const };
  const rows = lived(28, { a: { perDay: 50, done: 0.5 }, b: { perDay: 50, done: 0.5 } });
  const times = (slower: number) =>
    new Map([
      ['a', Array.from({ length: 40 }, (_, n) => ({ time: (n + 1) * slower, done: 25, waiting: 10 }))],
      ['b', Array.from({ length: 40 }, (_, n) => ({ time: n + 1, done: 25, waiting: 10 }))],
    ]);

  it('says which arm gets leads there sooner, with those who wait still', () => {
    const judged = judge(timed, rows, span(28), { now: times(1.5), looked: times(1.5) });
    expect(judged.verdict).toMatchObject({
      kind: 'better',
      arm: 'b',
      words: 'b is better: 25.0 days (24.0 to 27.0) against 37.5 days (36.0 to 40.5) until SQL',
    });
  });

  it('says nothing before the day of its one look', () => {
    const judged = judge(timed, rows, span(28), { now: times(1.5), looked: null });
    expect(judged.arms[1]?.against).toMatchObject({ p: null, alwaysValid: null, shown: null });
    const alike = judge(timed, rows, span(28), { now: times(1), looked: times(1) });
    expect(alike.verdict.words).toBe('no difference shown');
  });
});

describe('two thousand experiments without any difference, looked at every day', () => {
  it('give a wrong verdict in 5 % at most, also when they go on for twice as long as planned', () => {
    const draws = createDraws(12);
    const runs = 2_000;
    let wrong = 0;
    for (let run = 0; run < runs; run++) {
      const { kind } = verdictAfter(56, drawDays(draws, { days: 56, perDay: 36, rate: { a: 0.1, b: 0.1 } }));
      // What a verdict has once shown it never takes back: the last day tells of all days.
      if (kind !== 'no-difference') wrong++;
    }
    expect(wrong / runs).toBeLessThanOrEqual(0.05);
    expect(wrong / runs).toBeGreaterThan(0.02);
  });

  it('take back nothing that they have shown', () => {
    const draws = createDraws(3);
    for (let run = 0; run < 40; run++) {
      const rows = drawDays(draws, { days: 50, perDay: 30, rate: { a: 0.1, b: 0.13 } });
      const kinds = Array.from({ length: 22 }, (_, n) => verdictAfter(28 + n, rows).kind);
      const shown = kinds.indexOf('better');
      if (shown >= 0) expect(new Set(kinds.slice(shown))).toEqual(new Set(['better']));
    }
  });
});
