import type { Plan } from '../types.ts';
import type { AheadFigures } from './types.ts';

const numbers = new Intl.NumberFormat('en-US');

/** What happens within the next days with the change and without it, one line a period; the same on every face. */
export function aheadWords({ ahead }: Pick<Plan, 'ahead'>): string[] {
  if (!ahead || ahead.leads === 0) return [];
  const { leads, of, periods } = ahead;
  const lines = periods.map(({ days, base, proposed }) => {
    const parts = figures.flatMap(([name, read]) => {
      const [before, after] = [read(base), read(proposed)];
      if (before === after) return [];
      return [`${numbers.format(after)} ${name} instead of ${numbers.format(before)}`];
    });
    const within = `Within ${days} days, if nothing else happens`;
    return `${within}: ${parts.length > 0 ? parts.join(', ') : `the same as without it (${emailsOf(base)})`}`;
  });
  if (leads === of) return lines;
  return [
    ...lines,
    `Run ahead for ${numbers.format(leads)} of ${numbers.format(of)} leads, evenly chosen, and scaled up`,
  ];
}

const figures: readonly [string, (figures: AheadFigures) => number][] = [
  ['emails', ({ emails }) => emails],
  ['leads emailed', ({ emailed }) => emailed],
  ['entering a track', ({ entering }) => entering],
  ['leaving one', ({ leaving }) => leaving],
  ['moving to another stage', ({ moving }) => moving],
];

function emailsOf({ emails }: AheadFigures): string {
  return `${numbers.format(emails)} ${emails === 1 ? 'email' : 'emails'}`;
}
