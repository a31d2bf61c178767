import { cleanText } from './clean-text.ts';
import { type Extracted, refused } from './extracted.ts';
import { openZip } from './zip.ts';

/** A run of text whose properties say that it is hidden or white. */
const run = /<w:r[ >](?:(?!<w:r[ >]|<\/w:r>)[\s\S]){0,20000}<\/w:r>/g;
const hides =
  /<w:(?:vanish|webHidden)(?:\s*\/>|\s+w:val="(?:1|true|on)"\s*\/>)|<w:color\s[^>]*w:val="(?:FFFFFF|ffffff|FEFEFE|fefefe)"/;
const shaded = /<w:(?:shd|highlight)\b/;

/**
 * Reads a Word document as Markdown: headings, lists, tables and links; pictures by what is said of them. The archive is
 * opened within limits, and what came of it read. Nothing outside of the file is looked at.
 */
export async function readDocx(bytes: Uint8Array): Promise<Extracted> {
  const entries = openZip(bytes);
  if (!entries.has('word/document.xml')) {
    throw refused(
      'format',
      'This archive is no Word document: save spreadsheets and slides as PDF, and unpack a zip of files first.',
    );
  }
  for (const [name, content] of entries) {
    if (/\.(?:xml|rels)$/i.test(name)) assertPlainXml(content);
  }
  const [{ default: mammoth }, { default: JSZip }, { toMarkdown }] = await Promise.all([
    import('mammoth'),
    import('jszip'),
    import('./to-markdown.ts'),
  ]);
  const notes: string[] = [];
  const document = (entries.get('word/document.xml') as Buffer).toString('utf8');
  const visible = document.replace(run, (text) =>
    hides.test(text) && !shaded.test(text) && /<w:t(?:\s[^>]*[^/])?>[^<]*[^<\s]/.test(text) ? '' : text,
  );
  if (visible !== document) notes.push('text that the document hides was left out');
  // Of what was looked at and nothing else: an archive can show two readers different parts.
  const archive = new JSZip();
  for (const [name, content] of entries) archive.file(name, content);
  const buffer = await archive.file('word/document.xml', visible).generateAsync({ type: 'nodebuffer' });
  if ([...entries.keys()].some((name) => /vbaProject/i.test(name))) notes.push('macros were left out');
  const { value } = await mammoth.convertToHtml(
    { buffer },
    {
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
    },
  );
  const html = value
    .replace(/<img\b[^>]*?\balt="([^"]*)"[^>]*>/g, '$1')
    .replace(/<img\b[^>]*>/g, '')
    .replace(/\shref="(?!https?:|mailto:)[^"]*"/gi, '');
  const { text, notes: unseen } = cleanText(toMarkdown(html));
  return { body: text, found: propertiesOf(entries), notes: [...notes, ...unseen] };
}

/** Entities and document types are how XML is made to read other files or to grow without end; no office program writes them. */
function assertPlainXml(content: Buffer): void {
  const isWide = content[0] === 0xff || content[0] === 0xfe || content[1] === 0;
  if (isWide || /<!(?:DOCTYPE|ENTITY)/i.test(content.toString('latin1'))) {
    throw refused(
      'xml',
      'The document defines XML entities or a document type of its own: save it anew from Word.',
    );
  }
}

function propertiesOf(entries: ReadonlyMap<string, Buffer>): Extracted['found'] {
  const xml = entries.get('docProps/core.xml')?.toString('utf8') ?? '';
  const property = (name: string) => {
    const text = new RegExp(`<dc:${name}[^>]*>([^<]{1,600})</dc:${name}>`).exec(xml)?.[1];
    return text && cleanText(unescapeXml(text)).text;
  };
  const [title, description, language] = [property('title'), property('description'), property('language')];
  return { ...(title && { title }), ...(description && { description }), ...(language && { language }) };
}

const marks: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescapeXml = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => marks[name] ?? '');
