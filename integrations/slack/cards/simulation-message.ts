import type { types } from '@slack/bolt';
import type { SimulationOfLead } from '../../../tools/services.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';

/** The first leads whose days to come a change alters, each run ahead under it and without it. */
export interface SimulatedLeads {
  days: number;
  halted: readonly string[];
  leads: readonly Omit<SimulationOfLead, 'halted'>[];
}

const rows = 10;
const longest = { name: 150, line: 220 } as const;
const part = (text: string, max: number) => truncate(escapeText(text.replace(/\s+/g, ' ').trim()), max);

/** What the first leads would get, for the eyes of whoever asked: it names leads. */
export function simulationMessage(
  title: string,
  { days, halted, leads }: SimulatedLeads,
  url: string,
): Message {
  const heading = `The next ${days} days with “${title}”`;
  const said =
    leads.length === 0
      ? ['Nobody’s next days would be another than without it.']
      : leads.map(({ name, entries }) =>
          [`*${part(name ?? 'A lead without a name', longest.name)}*`, ...entryLines(entries)].join('\n'),
        );
  const notes = [
    ...(leads.length > 0
      ? ['`+` with the change only, `−` without it only. Leads behave as they usually do.']
      : []),
    ...(halted.length > 0
      ? [`Halted now: ${halted.map((name) => part(name, longest.name)).join(', ')}.`]
      : []),
    `<${url}|Simulate more of them>`,
  ];
  return {
    text: truncate(escapeText(heading), limits.text),
    blocks: [
      section(`*${part(heading, longest.line)}*`),
      ...said.map((text) => section(text)),
      { type: 'context', elements: [{ type: 'mrkdwn', text: notes.join(' '), verbatim: true }] },
    ],
  };
}

function entryLines(entries: SimulationOfLead['entries']): string[] {
  if (entries.length === 0) return ['Nothing is to come.'];
  // What differs first: with a long calendar it would be cut off.
  const differing = entries.filter(({ on }) => on !== 'both');
  const shown = new Set([...differing, ...entries].slice(0, rows));
  const lines = entries
    .filter((entry) => shown.has(entry))
    .map(({ at, on, words, subject, problem }) => {
      const mark = on === 'proposed' ? '`+` ' : on === 'base' ? '`−` ' : '';
      const what = `${words}${subject ? `: ${subject}` : ''}${problem ? ` (cannot be rendered: ${problem})` : ''}`;
      return `${mark}${new Date(at).toISOString().slice(0, 10)}  ${part(what, longest.line)}`;
    });
  return entries.length > rows ? [...lines, `and ${entries.length - rows} more`] : lines;
}

function section(text: string): types.KnownBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(text, limits.section), verbatim: true },
    expand: true,
  };
}
