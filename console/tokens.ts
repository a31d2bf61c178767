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
    ? html`<p class="told" role="status">Your new token, shown this once; keep it like a password:<br><code>${view.made}</code></p>`
    : ''
}
${view.tokens.length === 0 ? html`<p class="nothing">None yet.</p>` : html`<ul class="rows">${view.tokens.map(row)}</ul>`}
<form method="post" action="/me/tokens#tokens" class="fields">
<label class="wide">For<input name="name" required maxlength="100" placeholder="my editor"></label>
${
  view.mayGrant
    ? html`<label><input type="checkbox" name="propose" value="yes"> may propose changes, halt sending and send tests</label>
<label><input type="checkbox" name="personal" value="yes"> may see names, addresses and fields of leads</label>`
    : ''
}
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
