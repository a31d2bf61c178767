import { html } from 'hono/html';
import { actionTitle, auditActions, detailWords, originWords } from '../engine/runtime/audit/entry-words.ts';
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
  /** The name of the person it was done to. */
  subject: string | null;
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
<div class="meta">
<form method="post" action="/audit/verify"><button>Check the log</button></form>
<form method="get" action="/audit"><label>Show <select name="action">
<option value="">everything</option>
${auditActions.map((action) => html`<option value="${action}"${action === view.action ? ' selected' : ''}>${actionTitle(action)}</option>`)}
</select></label> <button>Show</button></form>
</div>
${
  findings
    ? html`<div class="${findings.intact ? 'note' : 'problem'}" role="status">${findings.lines.map((line) => html`<p>${line}</p>`)}</div>`
    : ''
}
${entries.length === 0 ? html`<p class="nothing">Nothing of the kind was recorded.</p>` : ''}
<ul class="rows">
${entries.map(
  (entry) => html`<li><div class="row">
<span class="status">${entry.n}</span>
<span class="what"><strong>${entry.who} ${actionTitle(entry.action)}</strong>
<small>${[detailWords(entry.details, entry.subject), originWords(entry)].filter(Boolean).join(' · ')}${links(entry.details)}</small></span>
<small class="when">${time(entry.at)}</small>
</div></li>`,
)}
</ul>
${view.older ? html`<p><a href="${view.older}">Older entries</a></p>` : ''}`,
  );
}

/** To what an entry names, where it has a page; an erased lead has none any more, and the page says so. */
function links({ change, lead }: ShownEntry['details']): Html {
  return html`${typeof change === 'string' ? html` · <a href="/changes/${change}">the change</a>` : ''}${
    typeof lead === 'string' ? html` · <a href="/leads/${lead}">the lead</a>` : ''
  }`;
}
