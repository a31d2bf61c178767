import { count } from '../../metrics/words.ts';
import { shorten } from '../labels.ts';
import { shareOf } from '../numbers.ts';
import type { FunnelData } from './funnel-data.ts';

/** What became of those at a stage. */
export interface Drop {
  /** Those who have not come to the next one; negative where more are there. */
  lost: number;
  /** Of those at the stage; `undefined` where they are too few to say. */
  share?: string;
  /** The one at which the greatest share was lost. */
  greatest: boolean;
}

/** Between each stage and the next. */
export function dropsOf(stages: FunnelData['stages']): Drop[] {
  const lost = stages.slice(1).map(({ count: next }, n) => {
    const here = stages[n]?.count ?? 0;
    const share = shareOf(here - next, here);
    return { lost: here - next, part: share ? (here - next) / here : 0, ...(share && { share }) };
  });
  const most = Math.max(0, ...lost.map(({ part }) => part));
  const greatest = lost.findIndex(({ part }) => part > 0 && part === most);
  return lost.map(({ part: _, ...drop }, n) => ({ ...drop, greatest: n === greatest }));
}

/** What the funnel shows, in one sentence. */
export function funnelText({ title, unit, stages }: FunnelData): string {
  const [first, ...later] = stages;
  if (!first || first.count === 0) return shorten(`Funnel. ${title}: no ${unit} yet.`, 2_000);
  const each = later.map(({ name, count: n }) => {
    const share = shareOf(n, first.count);
    return `${count(n)} came to ${name}${share ? ` (${share} of the first)` : ''}`;
  });
  const drops = dropsOf(stages);
  const at = drops.findIndex(({ greatest }) => greatest);
  const worst =
    at < 0 ? '' : `; most are lost after ${stages[at]?.name}, where ${drops[at]?.share} go no further so far`;
  return shorten(
    `Funnel. ${title}: ${count(first.count)} ${unit} at ${first.name}${each.length > 0 ? ', of whom ' : ''}${each.join(', ')}${worst}.`,
    2_000,
  );
}
