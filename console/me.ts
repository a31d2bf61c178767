import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';
import { tokensPart } from './tokens.ts';

export interface ShownMemory {
  n: number;
  text: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** What Trellis knows of the person who is signed in: role, time zone, what they told it to remember, their tokens. */
export function mePage(
  view: SignedIn & { memories: readonly ShownMemory[] } & Parameters<typeof tokensPart>[0],
): Html {
  const { person, memories } = view;
  return page(
    { title: 'You', at: 'me', signedIn: view },
    html`<h1>${person.name}</h1>
<p class="lead">${person.email}, ${person.role}. ${
      person.timeZone
        ? `Answers say times in ${person.timeZone}, as your browser told at sign-in; days of figures are days in UTC.`
        : 'Answers say times in UTC; your browser tells your time zone at the next sign-in.'
    }</p>
<h2>What you told Trellis to remember</h2>
<p>It is sent with every question of yours and shown to nobody else. Say “remember that …” or “by big fish I mean …” in the chat.</p>
${memories.length === 0 ? html`<p class="nothing">Nothing yet.</p>` : html`<ul class="rows">${memories.map(row)}</ul>`}
${tokensPart(view)}`,
  );
}

function row({ n, text, at }: ShownMemory): Html {
  return html`<li><div class="row">
<span class="status">${n}</span>
<span class="what"><strong>${text}</strong><small>since ${time(at)}</small></span>
<form method="post" action="/me/memories/${n}/forget"><button class="quiet">Forget</button></form>
</div></li>`;
}
