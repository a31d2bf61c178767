import { html } from 'hono/html';
import type { Html } from '../html.ts';

/** `case-study` as people write it. */
export function bare(word: string): string {
  return word.replaceAll('-', ' ');
}

/** Whether an item may be sent. */
export function stateOf({ approved, retired }: { approved: boolean; retired?: boolean }): Html {
  const state = retired ? 'retired' : approved ? 'approved' : 'draft';
  return html`<span class="status ${state}">${state}</span>`;
}
