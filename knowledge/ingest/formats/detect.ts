import type { SourceFormat } from '../raw-item.ts';
import { refused } from './extracted.ts';

const starts = (bytes: Uint8Array, text: string, within = 0) => {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, within + text.length));
  return within === 0 ? head.toString('latin1') === text : head.toString('latin1').includes(text);
};

/** Formats that people will try, with what they can do. */
const known: readonly [string, string][] = [
  ['\xd0\xcf\x11\xe0', 'This is an old Office file: save it as DOCX or PDF.'],
  ['{\\rtf', 'This is RTF: save it as DOCX or PDF.'],
  ['\x89PNG', 'This is a picture: put what it says into a document.'],
  ['\xff\xd8\xff', 'This is a picture: put what it says into a document.'],
  ['GIF8', 'This is a picture: put what it says into a document.'],
];

/** `zip` is to be looked into; the others are what they say. Decided by what is in the file, not by its name. */
export function detectBinary(bytes: Uint8Array): 'pdf' | 'zip' | undefined {
  if (starts(bytes, '%PDF-', 1024)) return 'pdf';
  if (starts(bytes, 'PK\x03\x04')) return 'zip';
  const words = known.find(([magic]) => starts(bytes, magic))?.[1];
  if (words) throw refused('format', words);
  return undefined;
}

/** Of a text without its front matter. The name decides only between Markdown and plain text. */
export function detectText(text: string, name: string): Exclude<SourceFormat, 'pdf' | 'docx'> {
  const head = text.slice(0, 4096).replace(/^\s*(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)*/, '');
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(head)) return 'html';
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (/^(?:html?|xhtml)$/.test(extension) && /<[a-z][^<>]*>/i.test(text)) return 'html';
  if (extension === 'txt') return 'text';
  if (/^<(?:!doctype|!entity|svg|rss|feed|urlset)\b/i.test(head) || /^[[{]\s*["{[]/.test(head)) {
    throw refused(
      'format',
      'This is data, not a document: save what it says as Markdown, HTML, PDF or DOCX.',
    );
  }
  return 'markdown';
}
