import type { types } from '@slack/bolt';
import type { DigestContent } from '../../../agent/digests/content.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';

/** A digest as Slack shows it: sentences, the figures as a table, the chart with its words, what waits. */
export function digestMessage(digest: DigestContent, file?: string): Message {
  const { title, period, sentences, table, chart, notes, url } = digest;
  const heading = `${title}, ${period}`;
  return {
    text: truncate(escapeText(`${heading}. ${sentences[0] ?? ''}`), limits.text),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: truncate(heading, limits.header), emoji: false } },
      section(sentences.map((sentence) => `• ${escapeText(sentence)}`).join('\n')),
      ...(chart && file ? [image(file, chart.words)] : []),
      ...(chart ? [context(escapeText(chart.words))] : []),
      tableBlock(table),
      section(waitingWords(digest)),
      context([...notes.map(escapeText), `<${url}|All figures of this period>`].join('\n')),
    ],
  };
}

function waitingWords({ waiting, more }: DigestContent): string {
  if (waiting.length === 0) return 'Nothing waits for an approval.';
  const lines = waiting.map(({ title, url }) => `• <${url}|${escapeText(title).replaceAll('|', '¦')}>`);
  return ['*Waiting for an approval*', ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

function tableBlock({ columns, rows }: DigestContent['table']): types.KnownBlock {
  const cells = [columns, ...rows].map((row) =>
    row.map((text) => ({ type: 'raw_text' as const, text: text || '–' })),
  );
  return { type: 'table', rows: cells } as types.KnownBlock;
}

function image(file: string, words: string): types.KnownBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: truncate(words, limits.altText) };
}

function section(mrkdwn: string): types.SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(mrkdwn, limits.section), verbatim: true },
    expand: true,
  };
}

function context(mrkdwn: string): types.KnownBlock {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: truncate(mrkdwn, limits.section), verbatim: true }],
  };
}
