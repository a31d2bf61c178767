import type { types } from '@slack/bolt';
import { limits, truncate } from '../../blocks/limits.ts';
import type { AnswerTable, Cell } from './figures.ts';

const cellMax = 200;
const pageRows = 10;

export interface TableBlock {
  block: types.DataTableBlock;
  /** Rows that found no room. */
  left: number;
}

/** Slack's own table of at most `room` characters; undefined where there is no room for a row, or there are too many columns. */
export function tableBlock({ caption, columns, rows }: AnswerTable, room: number): TableBlock | undefined {
  if (columns.length > limits.tableColumns || rows.length === 0) return undefined;
  const heading = columns.map(
    (text): types.RawTextElement => ({ type: 'raw_text', text: truncate(text, cellMax) }),
  );
  let left = Math.min(room, limits.tableCharacters) - length(heading);
  const shown: (types.RawTextElement | types.RawNumberElement)[][] = [];
  for (const row of rows.slice(0, limits.tableRows)) {
    const cells = row.map(cellOf);
    left -= length(cells);
    if (left < 0) break;
    shown.push(cells);
  }
  if (shown.length === 0) return undefined;
  return {
    block: {
      type: 'data_table',
      caption: truncate(caption, cellMax),
      page_size: Math.min(pageRows, shown.length),
      rows: [heading, ...shown],
    },
    left: rows.length - shown.length,
  };
}

/** Slack takes no empty cell. Numbers sort as numbers and are read as they are said. */
function cellOf(cell: Cell): types.RawTextElement | types.RawNumberElement {
  if (cell === null || cell === '') return { type: 'raw_text', text: '–' };
  if (typeof cell === 'string') return { type: 'raw_text', text: truncate(cell, cellMax) };
  return { type: 'raw_number', value: cell.value, text: cell.said };
}

const length = (cells: readonly { text: string }[]) => cells.reduce((sum, { text }) => sum + text.length, 0);

/** The table in a line, for notifications, screen readers and what cannot show it. */
export function tableLine({ caption, columns, rows }: AnswerTable): string {
  const some = rows
    .slice(0, 3)
    .map((row) =>
      row
        .map(
          (cell, column) =>
            `${columns[column]}: ${cell === null || cell === '' ? '–' : typeof cell === 'string' ? cell : cell.said}`,
        )
        .join(', '),
    );
  const more = rows.length > some.length ? `; ${rows.length} rows in all` : '';
  return `Table. ${caption}. ${some.join('; ')}${more}.`;
}
