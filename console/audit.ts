import { html } from 'hono/html';
import { actionTitle, auditActions, detailWords } from '../engine/runtime/audit/entry-words.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

export interface ShownEntry {
  n: number;
  /** Milliseconds since the epoch. */
  at: number;
  action: string;
  /** The person's name now, else their id. */
  who: string;
  via: string;
  address: string;
  details: Readonly<Record<string, unknown>>;
}

/** What was done, by whom, from where, newest first. */
export function auditPage(
  view: SignedIn & {
    entries: readonly ShownEntry[];
    action?: string;
    /** Where older entries are. */
    older?: string;
    /** What a check of the log has just found. */
    findings?: { intact: boolean; lines: readonly string[] };
  },
): Html {
  const { entries, findings } = view;
  return page(
    { title: 'Audit', at: 'audit', signedIn: view },
    html`<h1>Audit</h1>
<p class="lead">What was done, by whom and from where. Each entry is sealed by the hash of the one before it.</p>
${
  findings
    ? html`<div class="${findings.intact ? 'note' : 'problem'}" role="status">${findings.lines.map((line) => html`<p>${line}</p>`)}</div>`
    : ''
}
<div class="meta">
<form method="post" action="/audit/verify"><button>Check the log</button></form>
<form method="get" action="/audit"><label>Show <select name="action">
<option value="">everything</option>
${auditActions.map((action) => html`<option value="${action}"${action === view.action ? ' selected' : ''}>${actionTitle(action)}</option>`)}
</select></label> <button class="quiet">Show</button></form>
</div>
${entries.length === 0 ? html`<p class="nothing">Nothing of the kind was recorded.</p>` : ''}
<ul class="rows">
${entries.map(
  (entry) => html`<li><div class="row">
<span class="status">${entry.n}</span>
<span class="what"><strong>${entry.who} ${actionTitle(entry.action)}</strong>
<small>${detailWords(entry.details)} · by ${entry.via} from ${entry.address}</small></span>
<small class="when">${time(entry.at)}</small>
</div></li>`,
)}
</ul>
${view.older ? html`<p><a href="${view.older}">Older entries</a></p>` : ''}`,
  );
}
