import { definitions } from '../../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../../engine/analytics/metrics/figure.ts';
import { beforeInWords, inWords } from '../../../engine/analytics/metrics/words.ts';
import { print, printTable } from '../../output.ts';

/** Figures against the period before; those that are of nobody in both are passed over, a table of none too. */
export function printFigures(title: string, figures: readonly Figure[]): void {
  const told = figures.filter(({ denominator, before }) => denominator > 0 || (before?.denominator ?? 0) > 0);
  if (told.length === 0) return;
  heading(title);
  printTable(
    ['', 'now', 'against the period before'],
    told.map((one) => [titleOf(one), inWords(one), one.before ? beforeInWords(one) : '']),
    80,
  );
}

export function heading(text: string): void {
  print(`\n${text}`);
}

export function titleOf({ metric, unreliable }: Figure): string {
  return `${definitions[metric].title}${unreliable ? ' (unreliable)' : ''}`;
}
