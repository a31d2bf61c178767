import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';
import { performanceTabs } from './tabs.ts';

export interface OpportunitiesView extends SignedIn {
  /** How many days were looked at. */
  days: number;
  /** Best first. */
  opportunities: readonly {
    id: string;
    title: string;
    /** The evidence, one line each. */
    words: readonly string[];
    /** The title of the change that could be filed. */
    change?: string;
    note: string;
  }[];
  notes: readonly string[];
  mayPropose: boolean;
}

/** What could be done better, with evidence, and a change ready to be filed where there is one. */
export function opportunitiesPage(view: OpportunitiesView): Html {
  const { opportunities, notes, days, mayPropose } = view;
  return page(
    { title: 'Opportunities', at: 'performance', signedIn: view },
    html`${performanceTabs('opportunities')}
<h1>Opportunities</h1>
<p class="lead">What the last ${days} days suggest, the most worthwhile first. Estimates from what has been, not promises.</p>
${opportunities.length === 0 ? html`<p class="nothing">${notes[0] ?? 'Nothing stands out.'}</p>` : ''}
${opportunities.map(
  ({ id, title, words, change, note }) => html`<section class="why" aria-label="${title}">
<h2>${title}</h2>
<ul>${words.map((line) => html`<li>${line}</li>`)}</ul>
${note ? html`<p class="small">${note}</p>` : ''}
${
  change === undefined || !mayPropose
    ? ''
    : html`<form method="post" action="/opportunities/${id}/propose"><button class="primary">Propose: ${change}</button></form>`
}
</section>`,
)}
${opportunities.length > 0 ? html`<ul class="small">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}`,
  );
}
