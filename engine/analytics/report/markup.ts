import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';

/** A piece of a page, whole: unlike hono's own it waits for nothing. */
export type Markup = HtmlEscapedString;

/** Every value is escaped, apart from markup. */
export const markup = html as (strings: TemplateStringsArray, ...values: unknown[]) => Markup;

/** Our own drawings and style sheets, which are markup already. */
export const asMarkup: (text: string) => Markup = raw;

/** A number and its unit stay on one line. */
export function unbroken(words: string): string {
  return words.replace(/(\d) (?=%|points?\b|days?\b|hours?\b)/g, '$1\u00a0');
}
