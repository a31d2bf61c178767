import { NodeHtmlMarkdown } from 'node-html-markdown';

/** Only what would mean something else: figures and names with marks in them stay as they were written. */
const meaningful =
  /[\\`]|\*(?=\S)|(?<=\S)\*|(?<![\p{L}\p{N}_])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}_])|~~|\[(?=[^\]\n]*\]\()/gu;

const converter = new NodeHtmlMarkdown({
  globalEscape: [meaningful, '\\$&'],
  maxConsecutiveNewlines: 2,
  bulletMarker: '-',
  keepDataImages: false,
});

/** HTML that has been cleaned as Markdown. Liquid in it comes through as it is written. */
export function toMarkdown(html: string): string {
  return converter.translate(html);
}
