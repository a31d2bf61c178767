import { count } from '../../../program/count-words.ts';
import type { Plan } from '../types.ts';
import type { AheadFigures } from './types.ts';

/** What happens within the next days with the change and without it, one line a period; the same on every face. */
export function aheadWords({ ahead }: Pick<Plan, 'ahead'>): string[] {
  if (!ahead || ahead.leads === 0) return [];
  const { leads, of, periods } = ahead;
  const lines = periods.map(({ days, base, proposed }) => {
    const parts = figures.flatMap(([name, read]) => {
      const [before, after] = [read(base), read(proposed)];
      if (before === after) return [];
      return [`${count(after)} ${name} instead of ${count(before)}`];
    });
    const within = `Within ${days} days, if nothing else happens`;
    return `${within}: ${parts.length > 0 ? parts.join(', ') : `the same as without it (${emailsOf(base)})`}`;
  });
  if (leads === of) return lines;
  return [...lines, `Run ahead for ${count(leads)} of ${count(of)} leads, evenly chosen, and scaled up`];
}

const figures: readonly [string, (figures: AheadFigures) => number][] = [
  ['emails', ({ emails }) => emails],
  ['leads emailed', ({ emailed }) => emailed],
  ['entering a track', ({ entering }) => entering],
  ['leaving one', ({ leaving }) => leaving],
  ['moving to another stage', ({ moving }) => moving],
];

function emailsOf({ emails }: AheadFigures): string {
  return `${count(emails)} ${emails === 1 ? 'email' : 'emails'}`;
}
