import type { Unit } from '../../metrics/definitions.ts';
import { count, inUnit } from '../../metrics/words.ts';
import { shorten } from '../labels.ts';
import { inWords } from '../numbers.ts';
import type { ExperimentArm, ExperimentData } from './experiment-data.ts';

/** A difference with its sign: +1.9, of shares in points. */
export function signed(difference: number, unit: Unit): string {
  const value = Number((unit === 'share' ? difference * 100 : difference).toPrecision(2));
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en')}`;
}

/** What a difference of two figures counts in. */
export function differenceUnit(unit: Unit): string {
  return unit === 'share' ? 'points' : unit === 'count' || unit === 'money' ? '' : unit;
}

/** What is missing before an arm may be judged, in words; empty: nothing. */
export function missingText({ leads }: ExperimentArm, minimum: number): string {
  return leads >= minimum ? '' : `${count(minimum - leads)} short of the minimum of ${count(minimum)}`;
}

/** What the experiment shows, in one sentence. */
export function experimentText({
  title,
  metric,
  unit,
  verdict,
  arms,
  minimum,
  differences,
}: ExperimentData): string {
  const each = arms.map((arm) => {
    const missing = missingText(arm, minimum);
    const role = arm.control ? ', the control,' : '';
    return `${arm.name}${role} ${inWords(arm, unit)} of ${count(arm.leads)} leads${missing ? ` (${missing})` : ''}`;
  });
  const now = differences.flatMap(({ arm, points }) => {
    const last = points.at(-1);
    if (!last) return [];
    const range =
      last.low === null || last.high === null
        ? 'with no bound yet'
        : `between ${signed(last.low, unit)} and ${signed(last.high, unit)}`;
    return [
      `${arm} differs by ${signed(last.difference, unit)} ${differenceUnit(unit)} (${range})`.replace(
        '  ',
        ' ',
      ),
    ];
  });
  const said = verdict.replace(/[.\s]+$/, '');
  return shorten(
    `Experiment. ${title}: ${said}; ${metric}: ${each.join(', ') || 'not enough data'}${now.length > 0 ? `; ${now.join(', ')}` : ''}.`,
    2_000,
  );
}

/** The figure of an arm beside its name. */
export const armFigure = (arm: ExperimentArm, unit: Unit): string =>
  arm.value === null ? 'not enough data' : inUnit(arm.value, unit);
