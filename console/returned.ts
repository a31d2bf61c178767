import { html } from 'hono/html';
import type { Html } from './html.ts';

/** A change that this person had approved for a later time, and that waits for them again. */
export interface ReturnedChange {
  id: string;
  title: string;
  reason: string;
}

/** On every page until they look at it again: nobody else knows that it was not applied. */
export function returnedBanner(changes: readonly ReturnedChange[]): Html | '' {
  if (changes.length === 0) return '';
  return html`<aside class="returned" aria-label="Not applied">
${changes.map(
  ({ id, title, reason }) =>
    html`<p><strong><a href="/changes/${id}">${title}</a> was not applied</strong> at the time you approved it for. ${reason} It waits for an approval again.</p>`,
)}
</aside>`;
}
