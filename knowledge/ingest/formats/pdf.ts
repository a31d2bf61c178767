import { limits } from '../limits.ts';
import { cleanText } from './clean-text.ts';
import { type Extracted, refused } from './extracted.ts';
import { type Line, linesOf, type TextPiece } from './pdf-lines.ts';
import { pagesToMarkdown } from './pdf-markdown.ts';

/** Reads the text of a PDF, with its headings as far as their size tells them, and where each page begins. */
export async function readPdf(bytes: Uint8Array): Promise<Extracted> {
  const { getDocumentProxy } = await import('unpdf');
  // A copy, for it takes the bytes away from whoever gave them, and takes no Buffer.
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    disableFontFace: true,
    useSystemFonts: false,
    maxImageSize: 1,
    verbosity: 0,
  }).catch((error: unknown) => {
    throw (error as Error).name === 'PasswordException'
      ? refused('encrypted', 'The PDF is locked with a password: save it without one.')
      : refused('damaged', 'The PDF cannot be read: open it in a viewer and save it anew.');
  });
  if (pdf.numPages > limits.pdfPages) {
    throw refused('pages', `The PDF has ${pdf.numPages} pages, more than ${limits.pdfPages}: split it.`);
  }
  const pages: Line[][] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    pages.push(linesOf(items.filter((item): item is TextPiece & typeof item => 'str' in item)));
    page.cleanup();
  }
  const { body, starts, notes } = pagesToMarkdown(pages);
  if (body === '') {
    throw refused(
      'no_text',
      'The PDF has pictures of pages and no text: run text recognition over it first.',
    );
  }
  const info = ((await pdf.getMetadata().catch(() => undefined))?.info ?? {}) as Record<string, unknown>;
  const property = (name: string) =>
    typeof info[name] === 'string' ? cleanText(info[name] as string).text : '';
  const [title, description, language] = [property('Title'), property('Subject'), property('Language')];
  return {
    body,
    pages: starts,
    found: {
      ...(title && { title: title.slice(0, 200) }),
      ...(description && { description: description.slice(0, 600) }),
      ...(language && { language }),
    },
    notes,
  };
}
