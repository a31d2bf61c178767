import { html } from 'hono/html';
import type { Change } from '../engine/runtime/changes/types.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** All changes, those that wait for a person first. */
export function changesPage(view: SignedIn & { changes: readonly Change[] }): Html {
  const waiting = view.changes.filter((change) => change.status === 'proposed');
  const scheduled = view.changes.filter((change) => change.status === 'scheduled');
  const settled = view.changes.filter(({ status }) => status !== 'proposed' && status !== 'scheduled');
  return page(
    { title: 'Changes', at: 'changes', signedIn: view },
    html`<h1>Changes</h1>
<p class="lead">Everything that alters the program passes here. A change becomes active when an approver has looked at it.</p>
${
  view.changes.length === 0
    ? html`<p class="nothing">Nothing has been proposed yet. Ask in the <a href="/">chat</a>, for instance “Give 25 points for a pricing page visit”.</p>`
    : ''
}
${waiting.length > 0 ? html`<h2>Waiting for approval</h2>${list(waiting)}` : ''}
${scheduled.length > 0 ? html`<h2>Scheduled</h2>${list(scheduled)}` : ''}
${settled.length > 0 ? html`<h2>Settled</h2>${list(settled)}` : ''}`,
  );
}

function list(changes: readonly Change[]): Html {
  return html`<ul class="rows">
${changes.map(
  (change) => html`<li><a class="row" href="/changes/${change.id}">
<span class="status ${change.status}">${change.status}</span>
<span class="what"><strong>${change.title}</strong>
<small>${change.author.name}, by ${change.via}, ${time(change.createdAt)}${laterWords(change)}${
    change.resolvedBy ? html` · ${change.status} by ${change.resolvedBy.name}` : ''
  }</small></span>
<span class="risk ${change.plan.risk.level}">${change.plan.risk.level} risk</span>
</a></li>`,
)}
</ul>`;
}

/** Of a change that waits for its time, or could not be applied at it. */
function laterWords({ status, schedule, returned }: Change): Html | string {
  if (status === 'scheduled' && schedule) return html` · by ${schedule.by.name} for ${time(schedule.at)}`;
  return returned ? ' · was not applied when it was due' : '';
}
