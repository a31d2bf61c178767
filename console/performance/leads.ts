import { html } from 'hono/html';
import { time } from '../format.ts';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { performanceTabs } from './tabs.ts';

export interface BehindView extends SignedIn {
  /** The figure, and what it counts above and below the line. */
  title: string;
  counted: string;
  numerator: { count: string; href: string; shown: boolean };
  denominator: { count: string; href: string; shown: boolean };
  /** Period and filters. */
  of: string;
  rows: readonly { href: string; name: string; at: number; reached: boolean; detail: string }[];
  /** Where the next ones are. */
  next?: string;
  /** The page with the figure. */
  back: string;
}

/** The leads behind a figure. */
export function behindPage(view: BehindView): Html {
  const { title, rows, next, back, numerator, denominator } = view;
  return page(
    { title, at: 'performance', signedIn: view },
    html`${performanceTabs('figures')}
<p class="crumb"><a href="${back}">Figures</a></p>
<h1>${title}</h1>
<p class="lead">${view.of}. ${view.counted}</p>
<nav class="tabs" aria-label="Which">${[
      { ...numerator, label: 'counted' },
      { ...denominator, label: 'in all' },
    ].map(
      ({ count, href, shown, label }) =>
        html`<a href="${href}"${shown ? html` aria-current="page"` : ''}>${count} ${label}</a>`,
    )}</nav>
${rows.length === 0 ? html`<p class="nothing">There are none.</p>` : ''}
<ul class="rows">
${rows.map(
  ({ href, name, at, reached, detail }) => html`<li><a class="row" href="${href}">
<span class="status ${reached ? 'applied' : ''}">${reached ? 'counted' : 'not counted'}</span>
<span class="what"><strong>${name}</strong><small>${detail}</small></span>
<small class="when">${time(at)}</small></a></li>`,
)}
</ul>
${next ? html`<p><a href="${next}">More</a></p>` : ''}`,
  );
}
