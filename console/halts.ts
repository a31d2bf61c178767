import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';

export interface ShownHalt {
  /** Title of the halted track; absent: all sending. */
  track?: string;
  /** Name of the person who halted it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
  reason: string;
}

/** What is halted, by whom, since when, why, and the wish that resumes it. */
export function haltBanner(halts: readonly ShownHalt[]): Html | '' {
  if (halts.length === 0) return '';
  return html`<aside class="halts" aria-label="Halted">
${halts.map((halt) => {
  const what = halt.track ?? 'all sending';
  return html`<form method="post" action="/chat"><p><strong>${halt.track === undefined ? 'All sending is halted' : `${halt.track} is halted`}</strong>
by ${halt.by} since ${time(halt.at)}: ${halt.reason}. Its emails wait. Resuming is a change that a person approves.</p>
<button name="text" value="resume ${what}">Propose to resume</button></form>`;
})}
</aside>`;
}
