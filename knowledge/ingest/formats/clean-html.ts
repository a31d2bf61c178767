import type { HtmlDocument, HtmlElement } from 'jsdom';
import { hiddenNodes } from './hidden.ts';
import { assertSize } from './html-size.ts';

export interface CleanedHtml {
  /** Text that mail programs show beside the subject and the email itself hides. */
  preheader?: string;
  notes: string[];
}

const active =
  'script,style,template,iframe,frame,object,embed,applet,noscript,svg,canvas,audio,video,link,meta,base,dialog,select,input,textarea,button[type="submit"]';

/**
 * Takes out of a page whatever runs, loads or hides: scripts, frames, handlers, odd links, comments, text that nobody
 * sees. `base` makes links whole. Throws `content.too_complex`.
 */
export function cleanHtml(
  document: HtmlDocument,
  { base, keepImages }: { base: string | undefined; keepImages: boolean },
): CleanedHtml {
  assertSize(document);
  const notes: string[] = [];
  const hidden = hiddenNodes(document);
  const preheader = [...document.querySelectorAll('[class*="pre"],[id*="pre"]')]
    .filter((element) => hidden.includes(element) && namesPreheader(element))
    .map((element) => tidy(element.textContent))
    .find((text) => text !== '' && text.length <= 200);
  if (hidden.some((node) => tidy(node.textContent) !== ''))
    notes.push('text that the page hides was left out');
  for (const node of hidden) node.remove();
  if (document.querySelector('script')) notes.push('scripts were left out');
  for (const element of document.querySelectorAll(active)) element.remove();
  let dropped = 0;
  for (const element of [...document.querySelectorAll('*')]) dropped += cleanAttributes(element, base);
  if (dropped > 0) notes.push('links and handlers that could run something were left out');
  for (const image of [...document.querySelectorAll('img')]) {
    const source = image.getAttribute('src') ?? '';
    if (keepImages && /^https?:/i.test(source)) continue;
    image.replaceWith(image.getAttribute('alt') ?? '');
  }
  return { ...(preheader && { preheader }), notes };
}

/** How many it took out. */
function cleanAttributes(element: HtmlElement, base: string | undefined): number {
  let dropped = 0;
  for (const { name, value } of [...element.attributes]) {
    if (/^on/i.test(name)) {
      element.removeAttribute(name);
      dropped += 1;
    } else if (name === 'href' || name === 'src') {
      const link = safeLink(value, base);
      if (link === undefined) {
        element.removeAttribute(name);
        if (/^\s*(?:javascript|vbscript|data|file):/i.test(value)) dropped += 1;
      } else element.setAttribute(name, link);
    } else if (!keptAttributes.has(name)) element.removeAttribute(name);
  }
  return dropped;
}

const keptAttributes = new Set([
  'alt',
  'title',
  'lang',
  'id',
  'class',
  'colspan',
  'rowspan',
  'role',
  'start',
  'type',
]);

/** A piece of Liquid in its shelter is an address too: the template makes it one. */
function safeLink(value: string, base: string | undefined): string | undefined {
  const text = value.trim();
  if (/^x?liquidx+\d+e/i.test(text)) return text;
  if (!URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  if (!['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) || url.username || url.password)
    return undefined;
  return base !== undefined && text.startsWith('#') ? undefined : url.href;
}

const namesPreheader = (element: HtmlElement) =>
  /pre-?(?:header|view)/i.test(`${element.getAttribute('class')} ${element.getAttribute('id')}`);

const tidy = (text: string) => text.replace(/(?:\u034f|[\u00ad\u200b-\u200f\ufeff\s])+/g, ' ').trim();
