import { html } from 'hono/html';
import { counted } from '../engine/program/count-words.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** An explanation in words: two sentences, and the rest line by line. */
export interface ShownWhy {
  /** What was asked, as a heading. */
  asked: string;
  sentences: readonly string[];
  details: readonly { heading: string; lines: readonly string[] }[];
}

export interface ShownLead {
  id: string;
  name: string;
  email: string | null;
  account: string | null;
  journey: string;
  lifecycle: string;
  score: number;
  /** Why it is parked, suppressed, … */
  problems: readonly string[];
  tracks: readonly {
    id: string;
    title: string;
    status: string;
    since: number;
    until?: number;
    note: string;
  }[];
  /** Its arms of experiments, a line each. */
  arms: readonly string[];
  notOn: readonly { id: string; title: string; why: string }[];
  emails: readonly {
    effect: string;
    title: string;
    track: string;
    at: number;
    status: string;
    became: string;
  }[];
}

export interface ShownTimeline {
  entries: readonly { seq: number; at: number; words: string; lines: readonly string[] }[];
  /** The address of older entries. */
  older?: string;
}

/** One of several leads of a name. */
interface FoundLead {
  id: string;
  name: string | null;
  email: string | null;
  account: string | null;
}

/** Where a lead is looked for. */
export function leadsPage(
  view: SignedIn & { asked: string; named: readonly FoundLead[]; problem?: string },
): Html {
  return page(
    { title: 'Leads', at: 'leads', signedIn: view },
    html`<h1>Leads</h1>
<p class="lead">See where a lead stands, and why it got an email, is on a track, or is not.</p>
<form class="find" method="get" action="/leads" role="search">
<input name="q" value="${view.asked}" aria-label="Email address, whole name or id" placeholder="Email address, whole name or id" required maxlength="320" autofocus>
<button>Find</button>
</form>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${view.named.length > 0 ? html`<p>Several leads have that name:</p>` : ''}
<ul class="rows">
${view.named.map(
  ({ id, name, email, account }) => html`<li><a class="row" href="/leads/${id}">
<span class="what"><strong>${name}</strong><small>${email ?? id}${account ? ` · ${account}` : ''}</small></span></a></li>`,
)}
</ul>`,
  );
}

/** One lead: what was asked about it, where it stands, and everything that happened. */
export function leadPage(view: SignedIn & { lead: ShownLead; why: ShownWhy; timeline: ShownTimeline }): Html {
  const { lead, why, timeline } = view;
  const here = `/leads/${lead.id}`;
  return page(
    { title: lead.name, at: 'leads', signedIn: view },
    html`<article class="person">
<p class="crumb"><a href="/leads">Leads</a></p>
<h1>${lead.name}</h1>
<p class="meta">${lead.email ? html`<span>${lead.email}</span>` : ''}${lead.account ? html`<span>${lead.account}</span>` : ''}
<span class="status">${lead.journey}</span><span class="status">${lead.lifecycle}</span>
<a href="${here}?score">score ${lead.score}</a></p>
${lead.problems.map((problem) => html`<p class="problem">${problem}</p>`)}
${explanation(why)}
<h2>Tracks</h2>
${lead.tracks.length === 0 ? html`<p class="nothing">It has been on no track yet.</p>` : ''}
<ul class="rows">
${lead.tracks.map(
  ({ id, title, status, since, until, note }) => html`<li><a class="row" href="${here}?track=${id}">
<span class="status ${status === 'active' ? 'applied' : ''}">${status}</span>
<span class="what"><strong>${title}</strong><small>${note}</small></span>
<small class="when">${time(since)}${until === undefined ? '' : html` to ${time(until)}`}</small></a></li>`,
)}
${lead.notOn.map(
  ({ id, title, why: because }) => html`<li><a class="row" href="${here}?track=${id}">
<span class="status">not on</span>
<span class="what"><strong>${title}</strong><small>${because}</small></span></a></li>`,
)}
</ul>
${lead.arms.length === 0 ? '' : html`<h2>Experiments</h2><ul>${lead.arms.map((line) => html`<li>${line}</li>`)}</ul>`}
<h2>Emails</h2>
${lead.emails.length === 0 ? html`<p class="nothing">It has had no email yet.</p>` : ''}
<ul class="rows">
${lead.emails.map(
  ({ effect, title, track, at, status, became }) => html`<li><a class="row" href="${here}?email=${effect}">
<span class="status ${status === 'sent' ? 'applied' : 'proposed'}">${status.replace('_', ' ')}</span>
<span class="what"><strong>${title}</strong><small>${track}${became === '' ? '' : html` · ${became}`}</small></span>
<small class="when">${time(at)}</small></a></li>`,
)}
</ul>
<h2 id="timeline">Timeline</h2>
<ol class="timeline">
${timeline.entries.map(
  ({
    seq,
    at,
    words,
    lines,
  }) => html`<li><div><strong>${words}</strong> <small>${time(at)} · input ${seq}</small></div>
${lines.length > 0 ? html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>` : ''}</li>`,
)}
</ol>
${timeline.older ? html`<p><a href="${timeline.older}#timeline">Older</a></p>` : ''}
</article>`,
  );
}

function explanation({ asked, sentences, details }: ShownWhy): Html {
  const lines = details.reduce((sum, part) => sum + part.lines.length, 0);
  return html`<section class="why" aria-label="Explanation">
<h2>${asked}</h2>
<p>${sentences.join(' ')}</p>
${
  lines === 0
    ? ''
    : html`<details><summary>How we know: ${counted(lines, 'line')}</summary>
${details.map((part) => html`<h3>${part.heading}</h3><ul>${part.lines.map((line) => html`<li>${line}</li>`)}</ul>`)}
</details>`
}
</section>`;
}
