import type { HtmlDocument, HtmlElement } from 'jsdom';
import { limits } from '../limits.ts';
import { refused } from './extracted.ts';

/** These end by themselves, so many may stand open in a page that is well. */
const endless =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|dd|dt|option|tbody|thead|tfoot|colgroup)$/;

/**
 * Refuses a page by its tags alone, before it is parsed: building a tree of many thousand levels takes a parser minutes.
 * Throws `content.too_complex`.
 */
export function assertShallow(html: string): void {
  const open = new Map<string, number>();
  let tags = 0;
  for (const [, slash, given = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9:-]{0,30})/gi)) {
    if (++tags > 4 * limits.htmlElements) throw tooComplex();
    const name = given.toLowerCase();
    if (endless.test(name)) continue;
    const depth = Math.max(0, (open.get(name) ?? 0) + (slash ? -1 : 1));
    if (depth > limits.htmlDepth) throw tooComplex();
    open.set(name, depth);
  }
}

/** Walks without calling itself. Throws `content.too_complex`. */
export function assertSize(document: HtmlDocument): void {
  const open: [HtmlElement, number][] = [[document.documentElement, 1]];
  let elements = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const [element, depth] = next;
    if (depth > limits.htmlDepth || ++elements > limits.htmlElements) throw tooComplex();
    for (const child of element.children) open.push([child, depth + 1]);
  }
}

function tooComplex() {
  return refused(
    'too_complex',
    'The page is nested too deeply or has too many elements: save what matters of it as Markdown or PDF.',
  );
}
