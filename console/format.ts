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
const numbers = new Intl.NumberFormat('en-US');

/** An instant (ms since the epoch) in UTC; the page's script turns it into the reader's own time. */
export function time(ms: number): Html {
  return html`<time datetime="${new Date(ms).toISOString()}">${written.format(ms)} UTC</time>`;
}

export function count(n: number): string {
  return numbers.format(n);
}

/** `1 lead`, `1,204 leads`. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}
