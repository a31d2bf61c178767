import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import JSZip from 'jszip';
import { PDFDocument, StandardFonts } from 'pdf-lib';

/** A PDF with one page a text: its first line large, as a heading; an empty text is an empty page. */
export async function pdfOf(pages: readonly string[], title?: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  if (title) pdf.setTitle(title);
  pages.forEach((text, number) => {
    const page = pdf.addPage([400, 600]);
    const [heading = '', ...paragraphs] = text.split('\n\n');
    if (heading) page.drawText(heading, { x: 40, y: 540, size: 20, font });
    paragraphs.forEach((paragraph, at) => {
      page.drawText(paragraph, { x: 40, y: 500 - at * 80, size: 11, font, lineHeight: 14 });
    });
    if (text) page.drawText(`Fernhollow, page ${number + 1}`, { x: 40, y: 20, size: 8, font });
  });
  return pdf.save();
}

/** A Word document with a heading, a paragraph, and text in it that nobody sees. */
export async function docxOf(heading: string, text: string, hidden = ''): Promise<Uint8Array> {
  const document = new Document({
    title: `${heading} (file)`,
    sections: [
      {
        children: [
          new Paragraph({ text: heading, heading: HeadingLevel.HEADING_1 }),
          new Paragraph({
            children: [
              new TextRun(text),
              new TextRun({ text: hidden, vanish: true }),
              new TextRun({ text: hidden, color: 'FFFFFF' }),
            ],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** The same document with entries put in or changed. */
export async function tampered(
  docx: Uint8Array,
  entries: Readonly<Record<string, string | Uint8Array | ((before: string) => string)>>,
): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(docx);
  for (const [name, content] of Object.entries(entries)) {
    const before = (await zip.file(name)?.async('string')) ?? '';
    zip.file(name, typeof content === 'function' ? content(before) : content);
  }
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}
