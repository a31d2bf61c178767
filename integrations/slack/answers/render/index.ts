import type { AgentAnswer } from '../../../../agent/agent.ts';
import { interpreterName } from '../../../../agent/models/names.ts';
import { context as contextBlock, section } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { limits, splitText, truncate } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';
import { sourcesMrkdwn } from '../sources.ts';
import { chartBlock, chartLine } from './chart-block.ts';
import { feedbackButtons } from './feedback-buttons.ts';
import type { AnswerFigures } from './figures.ts';
import { figuresOf } from './figures-of.ts';
import { tableBlock, tableLine } from './table-block.ts';

/** Sections of sources, and characters of a table, that have room in one message. */
const mostCited = 2;
const tableRoom = 5_000;

/**
 * What belongs below the text of an answer, in one message: the chart and the table of what was looked at, each said in
 * words too, what the text cites, which language model gave it, and the buttons for feedback on `turn`.
 */
export function finishMessage(answer: AgentAnswer, turn: string): Message {
  const { blocks, said } = figureBlocks(figuresOf(answer));
  const cited = splitText(sourcesMrkdwn(answer.citations), limits.section).slice(0, mostCited);
  const isModel = answer.model !== interpreterName;
  return {
    text: said || 'Was this answer good?',
    blocks: [
      ...blocks,
      ...cited.map((text) => section(text)),
      ...(isModel ? [contextBlock(`Answered by ${escapeText(answer.model)}`)] : []),
      feedbackButtons(turn),
    ],
  };
}

/** The same for a Slack that does not take charts and tables yet: what they show as text. */
export function plainMessage({ text, blocks }: Message): Message {
  const figures = new Set<string>(['data_visualization', 'data_table']);
  const others = blocks.filter(({ type }) => !figures.has(type));
  if (others.length === blocks.length) return { text, blocks };
  return {
    text,
    blocks: [...others.filter(isText), section(text), ...others.filter((block) => !isText(block))],
  };
}

const isText = ({ type }: { type: string }) => type === 'section';

function figureBlocks({ table, chart }: AnswerFigures): { blocks: Message['blocks']; said: string } {
  const native = chart && chartBlock(chart);
  const shown = table && tableBlock(table, tableRoom);
  const rest = shown?.left
    ? [contextBlock(`${table?.rows.length} rows in all; the last ${shown.left} found no room here.`)]
    : [];
  const lines = [...(chart && native ? [chartLine(chart)] : []), ...(table ? [tableLine(table)] : [])];
  return {
    blocks: [...(native ? [native] : []), ...(shown ? [shown.block, ...rest] : [])],
    said: truncate(escapeText(lines.join('\n')), limits.section),
  };
}
