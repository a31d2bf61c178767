import type { DigestContent } from '../../../agent/digests/content.ts';
import { tableBlock, tableLine } from '../answers/render/table-block.ts';
import { context, header, section } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';

/** Characters of a table that have room beside the sentences. */
const tableRoom = 3_500;

/**
 * A digest as Slack shows it: sentences, the picture `file` of the chart with its words, the figures as a table, what
 * waits. `plain`: for a Slack that does not take tables, with the figures in words.
 */
export function digestMessage(
  digest: DigestContent,
  { file, plain = false }: { file?: string; plain?: boolean } = {},
): Message {
  const { title, period, sentences, table, chart, notes, url } = digest;
  const heading = `${title}, ${period}`;
  const figures = { caption: `Figures, ${period}`, ...table };
  const native = plain ? undefined : tableBlock(figures, tableRoom);
  return {
    text: truncate(escapeText(`${heading}. ${sentences[0] ?? ''}`), limits.text),
    blocks: [
      header(heading),
      section(sentences.map((sentence) => `• ${escapeText(sentence)}`).join('\n')),
      ...(chart && file ? [picture(file, chart.words)] : []),
      ...(chart ? [context(escapeText(chart.words))] : []),
      native ? native.block : section(escapeText(tableWords(table))),
      ...(native ? [context(escapeText(tableLine(figures)))] : []),
      section(waitingWords(digest)),
      context([...notes.map(escapeText), `<${url}|All figures of this period>`].join('\n')),
    ],
  };
}

function picture(file: string, words: string): Message['blocks'][number] {
  return { type: 'image', slack_file: { id: file }, alt_text: truncate(words, limits.altText) };
}

/** A line a row. */
function tableWords({ rows }: DigestContent['table']): string {
  return rows.map(([name, value, made, compared]) => `${name}: ${value} (${made}); ${compared}`).join('\n');
}

function waitingWords({ waiting, more }: DigestContent): string {
  if (waiting.length === 0) return 'Nothing waits for an approval.';
  const lines = waiting.map(
    ({ title, url }) => `• <${url}|${escapeText(truncate(title, 200)).replaceAll('|', '¦')}>`,
  );
  return ['*Waiting for an approval*', ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}
