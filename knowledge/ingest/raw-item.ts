export const sourceFormats = ['markdown', 'text', 'html', 'pdf', 'docx'] as const;
export type SourceFormat = (typeof sourceFormats)[number];

/**
 * A document as it was read, before it is an item: what its author said of it, and what only stands in it. Whoever
 * suggests fields (knowledge/suggest) gets this and gives values for those that `fields` lacks.
 */
export interface RawItem {
  /** File with its path in the folder that was added, or the URL. */
  source: string;
  format: SourceFormat;
  /** What front matter or a side file says. Not checked yet. */
  fields: Readonly<Record<string, unknown>>;
  /** Markdown without blanks at either end. */
  body: string;
  /** What the document says of itself: `<title>`, properties of a PDF. Often wrong, so a suggestion at most. */
  found: Readonly<{ title?: string; description?: string; language?: string; preheader?: string }>;
  /** Where each page of a PDF begins: offsets into `body` in code points. */
  pages?: readonly number[];
  /** What was left out of the body and why, in words. */
  notes: readonly string[];
}
