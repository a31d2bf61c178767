import type { SourceFormat } from '../raw-item.ts';
import { cleanText } from './clean-text.ts';
import type { Extracted } from './extracted.ts';
import type { HtmlOptions } from './html.ts';

/** A document to be read, with what is needed to read it: plain data, since another process does it. */
export type ExtractJob =
  | { format: 'pdf' | 'docx'; bytes: Uint8Array }
  | ({ format: 'html'; text: string } & HtmlOptions);

/** Reads the document with what its format takes; each is loaded when the first of it comes. */
export async function extract(job: ExtractJob): Promise<Extracted> {
  switch (job.format) {
    case 'pdf':
      return (await import('./pdf.ts')).readPdf(job.bytes);
    case 'docx':
      return (await import('./docx.ts')).readDocx(job.bytes);
    case 'html':
      return (await import('./html.ts')).readHtml(job.text, job);
  }
}

/** What needs no parser at all. */
export function extractText(text: string, format: Extract<SourceFormat, 'markdown' | 'text'>): Extracted {
  const harmless = format === 'markdown' ? withoutActive(text) : text;
  const cleaned = cleanText(harmless);
  const notes = harmless === text ? [] : ['scripts and hidden text were left out'];
  return { body: cleaned.text, found: {}, notes: [...notes, ...cleaned.notes] };
}

/** Markdown may carry HTML: what of it runs or is never shown goes, but not from within code. */
function withoutActive(text: string): string {
  return text.replace(
    /(^|\n)(`{3,}(?!`)|~{3,}(?!~))[^\n]*\n[\s\S]*?(?:\n\2|$)|`[^`\n]*`|<!--[\s\S]*?(?:-->|$)|<(script|style|iframe|object|embed|template)\b[\s\S]*?(?:<\/\3\s*>|$)/gi,
    (piece) => (piece.startsWith('<') ? '' : piece),
  );
}
