import type { HtmlDocument } from 'jsdom';
import { cleanHtml } from './clean-html.ts';
import { cleanText } from './clean-text.ts';
import type { Extracted } from './extracted.ts';
import { assertShallow } from './html-size.ts';
import { shelterLiquid } from './liquid-shelter.ts';

export interface HtmlOptions {
  /** Of a page from the web: links in it are made whole by it. */
  url?: string;
  /** What the page is: of an article only the article counts, an email or landing page is taken whole. */
  shape: 'article' | 'page' | 'email';
}

/** Of the page's words at least this share must be in what was taken for its article. */
const leastShare = 0.4;
const furniture =
  'nav,header,footer,aside,form,[role="navigation"],[role="banner"],[role="contentinfo"],[role="search"]';

/** Reads a page as Markdown without running or loading anything of it. */
export async function readHtml(html: string, { url, shape }: HtmlOptions): Promise<Extracted> {
  const [{ JSDOM }, { default: defuddle }, { toMarkdown }] = await Promise.all([
    import('jsdom'),
    import('defuddle'),
    import('./to-markdown.ts'),
  ]);
  // Its types say that the class is a property of what is imported; it is what is imported.
  const Defuddle = defuddle as unknown as typeof defuddle.default;
  assertShallow(html);
  const liquid = shelterLiquid(html);
  const dom = new JSDOM(shape === 'email' ? withoutLayout(liquid.text) : liquid.text, url ? { url } : {});
  const { document } = dom.window;
  const title = cleanText(liquid.restore(document.title)).text;
  const description = metaOf(document, 'description');
  const language = document.documentElement.getAttribute('lang')?.trim();
  const { preheader, notes } = cleanHtml(document, { base: url, keepImages: shape === 'email' });
  const body = document.body?.innerHTML ?? '';
  let content = body;
  if (shape === 'article') {
    const article = articleOf(document);
    if (article === undefined) notes.push('no article stood out, so the whole page was taken');
    content = article ?? pageWithoutFurniture(document);
  }
  const { text, notes: unseen } = cleanText(liquid.restore(toMarkdown(content)));
  return {
    body: text,
    found: {
      ...(title && { title }),
      ...(description && { description }),
      ...(shape === 'email' && preheader && { preheader: liquid.restore(preheader) }),
      ...(language && { language }),
    },
    notes: [...notes, ...unseen],
  };

  function articleOf(page: HtmlDocument): string | undefined {
    const whole = wordsIn(pageWithoutFurniture(page));
    // It asks third parties for some sites' texts only when it is awaited; this way it cannot.
    const found = new Defuddle(page as never, { ...(url && { url }), useAsync: false }).parse();
    if (!found.content || wordsIn(found.content) < leastShare * whole) return undefined;
    return found.title && !/<h1\b/i.test(found.content) && hasHeading(page, found.title)
      ? `<h1>${escapeHtml(found.title)}</h1>${found.content}`
      : found.content;
  }
}

/** Defuddle takes an article's own first heading away, since it is the title. */
function hasHeading(page: HtmlDocument, title: string): boolean {
  return [...page.querySelectorAll('h1')].some((heading) => heading.textContent.trim() === title);
}

function pageWithoutFurniture(page: HtmlDocument): string {
  const copy = page.body?.cloneNode(true);
  if (!copy) return '';
  for (const element of copy.querySelectorAll(furniture)) element.remove();
  return copy.innerHTML;
}

function metaOf(document: HtmlDocument, name: string): string | undefined {
  const meta =
    document.querySelector(`meta[name="${name}"]`) ?? document.querySelector(`meta[property="og:${name}"]`);
  return cleanText(meta?.getAttribute('content') ?? '').text.slice(0, 600) || undefined;
}

/** Tables of an email are its layout; as tables they would tear its sentences apart. */
function withoutLayout(html: string): string {
  return html.replace(/<(\/?)(?:table|tbody|thead|tfoot|tr|td|th|center)\b/gi, '<$1div');
}

const wordsIn = (html: string) =>
  (html.replace(/<[^>]{0,2000}>/g, ' ').match(/[\p{L}\p{N}]+/gu) ?? []).length;
const escapeHtml = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
