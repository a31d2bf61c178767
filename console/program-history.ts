import { html } from 'hono/html';
import type { VersionRow } from '../engine/runtime/sql/programs.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** The tracks of the program, and its versions, newest first, each with the button that proposes to go back to it. */
export function programHistoryPage(
  view: SignedIn & {
    versions: readonly VersionRow[];
    active: { version: number; hash: string };
    /** Of the version in force. */
    tracks: readonly { id: string; title: string }[];
    /** The last one shown, where there are earlier ones. */
    earlier?: number;
    mayPropose: boolean;
    /** Why the last rollback was not proposed. */
    problem?: string;
  },
): Html {
  const { active, versions } = view;
  return page(
    { title: 'Program', at: 'program', signedIn: view },
    html`<h1>The program</h1>
${
  view.tracks.length === 0
    ? ''
    : html`<h2>How leads go through its tracks</h2>
<ul class="gaps">${view.tracks.map(({ id, title }) => html`<li><a href="/program/tracks/${id}">${title}</a></li>`)}</ul>`
}
<h2>Its versions</h2>
<p class="lead">Going back to a version is a change like any other: it is looked at and approved first, and it says what cannot be undone.</p>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
<ul class="rows">
${versions.map(
  (item) => html`<li><div class="row">
<span class="status ${item.version === active.version ? 'applied' : ''}">version ${item.version}</span>
<span class="what"><strong>${item.change ? html`<a href="/changes/${item.change}">${item.title}</a>` : 'Not made by a change'}</strong>
<small>${item.version === active.version ? 'in force since ' : 'from '}${time(item.activatedAt)}${
    item.author ? html` · proposed by ${item.author}` : ''
  }${item.approver ? html`, approved by ${item.approver}` : ''}</small></span>
${backTo(item, active, view.mayPropose)}
</div></li>`,
)}
</ul>
${view.earlier === undefined ? '' : html`<p><a href="/program?before=${view.earlier}">Earlier versions</a></p>`}`,
  );
}

function backTo(
  { version, hash }: VersionRow,
  active: { version: number; hash: string },
  mayPropose: boolean,
): Html | '' {
  if (version === active.version) return html`<small class="when">in force</small>`;
  if (hash === active.hash) return html`<small class="when">the same as version ${active.version}</small>`;
  if (!mayPropose) return '';
  return html`<form method="post" action="/program/rollback">
<input type="hidden" name="version" value="${version}">
<button aria-label="Propose to roll back to version ${version}">Roll back to this</button></form>`;
}
