import type { Dashboard, HeldSends } from '../../metrics/dashboard.ts';
import { count } from '../../metrics/words.ts';
import { type FigureContext, figureTable, term } from '../figure-table.ts';
import { type Markup, markup } from '../markup.ts';
import { capital, nothing } from '../plain-words.ts';

/** What arrives, and what is held back. */
export function deliverySection({ deliverability, held }: Dashboard, context: FigureContext): Markup {
  const { figures, hard, soft } = deliverability;
  return markup`<h2>Delivery</h2>
${figureTable(
  'Emails',
  figures.map((figure) => ({ figure })),
  context,
)}
${hard + soft > 0 && markup`<p class="about">Of the bounces ${count(hard)} were for good and ${count(soft)} for a time.</p>`}
<h3>${term('holds', context)}</h3>
${held.length === 0 ? nothing('No email was held or dropped.') : heldTable(held)}`;
}

function heldTable(held: readonly HeldSends[]): Markup {
  return markup`<table><caption>By reason, the most frequent first</caption>
<thead><tr><th scope="col">Reason</th><th scope="col">Sends</th><th scope="col">Leads</th></tr></thead>
<tbody>${held.map(
    ({ what, reason, sends, leads }) => markup`<tr><th scope="row">${capital(reason.replaceAll('_', ' '))}
<span class="base">${what === 'hold' ? 'held' : 'dropped'}</span></th><td>${count(sends)}</td><td>${count(leads)}</td></tr>
`,
  )}</tbody></table>`;
}
