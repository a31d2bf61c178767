import { judge } from '../engine/analytics/experiments/judge.ts';
import { drawDays, fourWeeks } from '../engine/analytics/experiments/testing/draw-days.ts';
import { createDraws } from '../engine/analytics/statistics/testing/draws.ts';
import { simulate } from '../engine/analytics/statistics/testing/simulate.ts';
import { dayMs } from '../engine/program/duration.ts';

const runs = 2_000;
const perDay = 36;
/** What the control does, and by how much the arm differs. */
const cases = [
  { rate: 0.1, effect: 0 },
  { rate: 0.02, effect: 0 },
  { rate: 0.4, effect: 0 },
  { rate: 0.1, effect: 0.04 },
  { rate: 0.02, effect: 0.02 },
];

/**
 * In how many of 2,000 experiments a difference is found at 5 %, by how one looks: four weeks with 36 leads a day and
 * arm, which are looked at every day, and the verdict that `trellis experiments` gives, for four weeks more.
 */
export function simulateExperiments(): string {
  const lines = cases.map(({ rate, effect }) => {
    const found = simulate(createDraws(7), { runs, days: 28, perDay, rate, effect });
    const shares = [
      found.atTheEnd,
      found.peeking,
      found.sequential,
      verdicts(28, rate, effect),
      verdicts(56, rate, effect),
    ];
    return `| ${percent(rate)} | ${percent(rate + effect)} | ${shares.map(percent).join(' | ')} |`;
  });
  return [
    '| control | arm | one look at the end | the same test every day | sequential test every day | verdict after 4 weeks | after 8 |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}

function verdicts(days: number, rate: number, effect: number): number {
  const draws = createDraws(8);
  let given = 0;
  for (let run = 0; run < runs; run++) {
    const rows = drawDays(draws, { days, perDay, rate: { a: rate, b: rate + effect } });
    const { verdict } = judge(fourWeeks, rows, { from: 0, until: days * dayMs });
    if (verdict.kind !== 'no-difference') given++;
  }
  return given / runs;
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
