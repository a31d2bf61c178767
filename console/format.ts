import { html } from 'hono/html';
import type { Html } from './html.ts';

const written = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An instant (ms since the epoch) in UTC; the page's script turns it into the reader's own time. */
export function time(ms: number): Html {
  return html`<time datetime="${new Date(ms).toISOString()}">${written.format(ms)} UTC</time>`;
}
