import { shorten } from '../labels.ts';
import type { HeatMapData } from './heat-map-data.ts';

const mostGaps = 8;

/** What the heat map shows, in one line, for those who cannot see it. */
export function heatMapText({ title, unit, rows, columns, panels }: HeatMapData): string {
  const each = panels.map((panel) => {
    const cells = panel.cells.flatMap((row, r) => row.map((cell, c) => ({ ...cell, r, c })));
    const total = cells.reduce((sum, { count }) => sum + count, 0);
    const gaps = cells
      .filter(({ count, gap }) => gap && count === 0)
      .map(({ r, c }) => `${rows[r]} at ${columns[c]}`);
    const more = gaps.length > mostGaps ? ` and ${gaps.length - mostGaps} more` : '';
    const missing = gaps.length === 0 ? 'no gaps' : `gaps: ${gaps.slice(0, mostGaps).join(', ')}${more}`;
    return `${panel.title}: ${total.toLocaleString('en')} ${unit}, ${missing}.`;
  });
  return shorten(`Heat map. ${title}. ${each.join(' ')}`, 2_000);
}
