import { shorten } from '../labels.ts';
import { inWords } from '../numbers.ts';
import type { Bar, BarsData } from './bars-data.ts';

/** More than these are not read. */
export const mostBars = 20;

/** What the bars show, in one sentence. */
export function barsText({ title, unit, bars }: BarsData): string {
  const each = bars.slice(0, mostBars).map((bar) => `${bar.name} ${saidOf(bar, unit)}`);
  const more = bars.length > mostBars ? `, and ${bars.length - mostBars} more that are not shown` : '';
  return shorten(`Bars. ${title}: ${each.join(', ') || 'no figures'}${more}.`, 2_000);
}

const saidOf = (bar: Bar, unit: BarsData['unit']) => {
  const said = inWords(bar, unit);
  if (!bar.note) return said;
  return said.endsWith(')') ? `${said.slice(0, -1)}, ${bar.note})` : `${said} (${bar.note})`;
};
