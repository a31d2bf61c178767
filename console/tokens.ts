import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';

export interface ShownToken {
  id: string;
  name: string;
  scopes: readonly string[];
  /** Milliseconds since the epoch, as those below. */
  createdAt: number;
  expiresAt: number;
  usedAt: number | null;
}

/** What can be granted together, from least. */
const grants = [
  { scopes: 'read', words: 'read, but not see who leads are' },
  { scopes: 'read personal', words: 'read, also names and addresses of leads' },
  { scopes: 'read propose', words: 'read and propose, but not see who leads are' },
  { scopes: 'read propose personal', words: 'read and propose, also see names and addresses' },
] as const;

/** The part of a person's page with their tokens; `made`, the one that was just made, is never shown again. */
export function tokensPart(view: {
  tokens: readonly ShownToken[];
  /** What the person may grant besides reading. */
  mayGrant: boolean;
  made?: string;
  problem?: string;
}): Html {
  return html`<h2 id="tokens">Tokens of your programs</h2>
<p>An editor or a script that has one acts in your name: it reads, and does more only where you say so here. No token approves.</p>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${
  view.made
    ? html`<p class="note" role="status">Your new token, shown this once; keep it like a password:<br><code>${view.made}</code></p>`
    : ''
}
${view.tokens.length === 0 ? html`<p class="nothing">None yet.</p>` : html`<ul class="rows">${view.tokens.map(row)}</ul>`}
<form method="post" action="/me/tokens#tokens" class="asking">
<label class="wide">For<input name="name" required maxlength="100" placeholder="my editor"></label>
<label class="wide">It may<select name="scopes">${grants
    .filter(({ scopes }) => view.mayGrant || scopes === 'read')
    .map(({ scopes, words }) => html`<option value="${scopes}">${words}</option>`)}</select></label>
<label>Days<input name="days" type="number" min="1" max="365" value="90" required></label>
<button>Make a token</button>
</form>`;
}

function row({ id, name, scopes, createdAt, expiresAt, usedAt }: ShownToken): Html {
  return html`<li><div class="row">
<span class="what"><strong>${name}</strong><small>${scopes.join(', ')} · made ${time(createdAt)} · works until ${time(expiresAt)} · ${
    usedAt === null ? 'never used' : html`last used ${time(usedAt)}`
  }</small></span>
<form method="post" action="/me/tokens/${id}/revoke"><button class="quiet">Revoke</button></form>
</div></li>`;
}
