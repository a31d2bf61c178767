import { type AgentAnswer } from '../../../../agent/agent.ts';
import { interpreterName } from '../../../../agent/models/names.ts';
import { context as contextBlock, section } from '../../blocks/build.ts';
import { escapeText } from '../../blocks/escape.ts';
import { limits, splitText, truncate } from '../../blocks/limits.ts';
import type { SlackContext } from '../../options.ts';
import { sourcesMrkdwn } from '../sources.ts';
import { chartBlock, chartLine } from './chart-block.ts';
import { feedbackButtons } from './feedback-buttons.ts';
import type { AnswerFigures } from './figures.ts';
import { figuresOf } from './figures-of.ts';
import type { DrawPicture, FinishedMessage, Picture } from './finished.ts';
import { tableBlock, tableLine } from './table-block.ts';

/**
 * What belongs below the text of an answer: the chart and the table of what was looked at, each said in a line too,
 * what the text cites, which language model gave it, and the buttons for feedback on `turn`. The blocks of the first
 * message stand in the same message as the end of the text where they fit; the others follow in the thread.
 */
export async function finishMessages(
  answer: AgentAnswer,
  { drawPicture }: Pick<SlackContext, 'drawPicture'>,
  turn: string,
): Promise<FinishedMessage[]> {
  const figures = figuresOf(answer);
  const { chart, table, said } = figureBlocks(figures);
  const picture = chart ? undefined : await drawn(figures, drawPicture);
  const cited = splitText(sourcesMrkdwn(answer.citations), limits.section).map((text) => section(text));
  const by =
    answer.model === interpreterName ? [] : [contextBlock(`Answered by ${escapeText(answer.model)}`)];
  return [
    {
      text: said || 'Was this answer good?',
      said,
      blocks: [
        ...(chart ? [chart] : []),
        ...table,
        ...cited.slice(0, mostCited),
        ...by,
        feedbackButtons(turn),
      ],
    },
    ...(picture ? [{ text: truncate(escapeText(picture.alt), limits.text), blocks: [], picture }] : []),
  ];
}

/** Sections of sources, and characters of a table, that have room in one message. */
const mostCited = 2;
const tableRoom = 5_000;

function figureBlocks({ table, chart }: AnswerFigures) {
  const native = chart && chartBlock(chart);
  const shown = table && tableBlock(table, tableRoom);
  const rest = shown?.left
    ? [contextBlock(`${table?.rows.length} rows in all; the last ${shown.left} found no room here.`)]
    : [];
  const lines = [...(chart && native ? [chartLine(chart)] : []), ...(table ? [tableLine(table)] : [])];
  return {
    chart: native,
    table: shown ? [shown.block, ...rest] : [],
    said: truncate(escapeText(lines.join('\n')), limits.section),
  };
}

async function drawn(
  { chart, picture }: AnswerFigures,
  draw: DrawPicture | undefined,
): Promise<Picture | undefined> {
  if (picture !== undefined) return draw?.({ url: picture });
  return chart && draw?.({ chart });
}
