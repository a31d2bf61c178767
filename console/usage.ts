import { html } from 'hono/html';
import type { BudgetState, Usage } from '../agent/budgets/usage.ts';
import { count, counted } from '../engine/program/count-words.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** What language models took, and how far today's budgets are used. */
export function usagePage(
  view: SignedIn & { usage: Usage; everybody: boolean; models: readonly string[] },
): Html {
  const { usage, everybody, models } = view;
  const { rows, today, days } = usage;
  return page(
    { title: 'Language models', at: 'chat', signedIn: view },
    html`<h1>Language models</h1>
<p class="lead">Asked in this order: ${models.join(', ')}. The embedded interpreter takes nothing. Days are UTC days.</p>
<h2>Today</h2>
<ul class="rows">
${today.map(budget)}
</ul>
<h2>${everybody ? 'Everybody' : 'You'}, in the last ${count(days)} days</h2>
${
  rows.length === 0
    ? html`<p class="nothing">No language model was asked.</p>`
    : html`<ul class="rows">
${rows.map(
  (row) => html`<li><div class="row">
<span class="what"><strong>${everybody ? `${row.person?.name ?? 'nobody in particular'}: ` : ''}${purposes[row.purpose] ?? row.purpose}</strong>
<small>${row.model} · ${counted(row.steps, 'step')} · ${count(row.inputTokens)} tokens in, ${count(row.outputTokens)} out · ${moneyWords(row)}</small></span>
<small class="when">${row.day}</small>
</div></li>`,
)}
</ul>`
}`,
  );
}

const purposes: Readonly<Record<string, string>> = {
  answer: 'answers',
  email: 'emails written',
  document: 'documents described',
  summary: 'summaries of conversations',
};

function budget({ of, resource, used, limit }: BudgetState): Html {
  const said = (amount: number) => (resource === 'money' ? amount.toFixed(2) : count(Math.round(amount)));
  return html`<li><div class="row">
<span class="what"><strong>${of === 'person' ? 'You' : 'Everybody'}: ${said(used)} of ${said(limit)} ${resource}</strong></span>
</div></li>`;
}

function moneyWords({ money, unpricedSteps }: Usage['rows'][number]): string {
  if (money === null) return 'price unknown';
  const rest = unpricedSteps > 0 ? `, the price of ${counted(unpricedSteps, 'step')} unknown` : '';
  return `${money.toFixed(4)} in money${rest}`;
}
