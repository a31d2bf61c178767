import { type Markup, markup } from './markup.ts';

/** The first letter large, as at the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where a section has nothing to show it says so. */
export function nothing(words: string): Markup {
  return markup`<p class="nothing">${words}</p>`;
}
