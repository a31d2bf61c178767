import { describe, expect, it } from 'vitest';
import { judge } from '../../engine/analytics/experiments/judge.ts';
import { fourWeeks, harmless } from '../../engine/analytics/experiments/testing/draw-days.ts';
import type { ReadableExperiment } from '../../engine/analytics/experiments/types.ts';
import { experimentData } from '../../engine/analytics/report/data/experiment-data.ts';
import { dayMs } from '../../engine/program/duration.ts';
import { experimentState, shownExperiment } from './shown-experiment.ts';

/** `days` days with 50 leads an arm, of whom these many do it. */
function reading(days: number, done: Record<string, number>, experiment: ReadableExperiment = fourWeeks) {
  const rows = Object.entries(done).flatMap(([arm, n]) =>
    Array.from({ length: days }, (_, day) => ({
      day,
      arm,
      exposed: 50,
      matured: 50,
      done: n,
      harmed: harmless,
    })),
  );
  const until = days * dayMs;
  return {
    experiment,
    from: 0,
    until,
    decidedAt: null,
    notes: [],
    ...judge(experiment, rows, { from: 0, until }),
  };
}

describe('an experiment on its page', () => {
  it('says the verdict, what must be there first, and how each arm did against the control', () => {
    const shown = shownExperiment(reading(28, { a: 5, b: 7 }));
    expect(shown.verdict).toBe('b is better by 4.0 points (1.6 to 6.4)');
    expect(shown.next).toBe('Promote it.');
    expect(shown.requirements.slice(0, 2)).toEqual([
      '1,400 leads in the smallest arm; 500 are needed',
      '28 days; 28 are needed, one whole track',
    ]);
    expect(shown.arms.map(({ title, outcome, base }) => [title, outcome, base])).toEqual([
      ['As it was', '10 %', '140 of 1,400'],
      ['New', '14 %', '196 of 1,400'],
    ]);
    expect(shown.arms[0]?.against).toBe('');
    expect(shown.arms[1]?.against).toMatch(/^4\.0 points \(1\.6 to 6\.4\), always-valid p .*: better$/);
  });

  it('offers to decide only what is declared, and not again for the same arm', () => {
    const decisions = (experiment: ReadableExperiment) =>
      shownExperiment(reading(28, { a: 5, b: 7 }, experiment)).arms.map(({ decision }) => decision);
    expect(decisions(fourWeeks)).toEqual(['Stop: keep As it was', 'Promote New']);
    expect(decisions({ ...fourWeeks, decided: 'b' })).toEqual(['Stop: keep As it was', undefined]);
    expect(decisions({ ...fourWeeks, declared: false })).toEqual([undefined, undefined]);
  });

  it('is running until it is decided, whatever the figures say', () => {
    expect(experimentState(reading(28, { a: 5, b: 7 }))).toBe('running');
    expect(experimentState(reading(28, { a: 5, b: 7 }, { ...fourWeeks, decided: 'b' }))).toBe('decided');
  });

  it('says what to do without a command for a terminal', () => {
    const { verdict, next } = shownExperiment(reading(28, { a: 5, b: 5 }));
    expect([verdict, next]).toEqual([
      expect.stringMatching(/^No difference larger than .* points$/),
      'Stop it, or let it go on for smaller differences: the interval by day still holds.',
    ]);
  });

  it('says that there is not enough data of a few leads', () => {
    const { verdict, arms } = shownExperiment(reading(0, { a: 0, b: 0 }));
    expect(verdict).toBe('Nobody is in it yet');
    expect(arms.map(({ outcome, against }) => [outcome, against])).toEqual([
      ['not enough data', ''],
      ['not enough data', 'nothing to compare yet'],
    ]);
  });

  it('is drawn with its arms, the control first, and the difference day by day', () => {
    const data = experimentData(reading(28, { a: 5, b: 7 }));
    expect(data).toMatchObject({ metric: 'Share of leads with click', unit: 'share', minimum: 500 });
    expect(data.arms.map(({ name, control, leads }) => [name, control, leads])).toEqual([
      ['a', true, 1400],
      ['b', false, 1400],
    ]);
    expect(data.differences[0]?.points).toHaveLength(28);
  });
});
