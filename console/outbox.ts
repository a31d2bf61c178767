import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

export interface ShownDelivery {
  /** `LEAD:SEQ:ORDINAL`. */
  key: string;
  status: 'queued' | 'sending' | 'failed' | 'in_doubt';
  kind: string;
  track: string | null;
  step: string | null;
  /** Of the lead, as it is now. */
  email: string | null;
  attempts: number;
  reason: string | null;
  /** Milliseconds since the epoch. */
  at: number;
  merged: boolean;
}

/** What has not left, the dead letters first to be dealt with. */
export function outboxPage(
  view: SignedIn & {
    counts: Readonly<Record<ShownDelivery['status'], number>>;
    deliveries: readonly ShownDelivery[];
    mayDecide: boolean;
    problem?: string;
  },
): Html {
  const { counts } = view;
  return page(
    { title: 'Outbox', at: 'outbox', signedIn: view },
    html`<h1>Outbox</h1>
<p class="lead">${counts.queued} queued, ${counts.sending} being sent, ${counts.failed} failed, ${counts.in_doubt} in doubt.</p>
${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : ''}
${view.deliveries.length === 0 ? html`<p class="nothing">Nothing has failed, and nothing is in doubt.</p>` : ''}
<ul class="rows">
${view.deliveries.map(
  (item) => html`<li><div class="row">
<span class="status ${item.status}">${item.status.replace('_', ' ')}</span>
<span class="what"><strong>${item.kind}${item.track ? ` ${item.track}` : ''}${item.step ? `/${item.step}` : ''}</strong>
<small>to ${item.email ?? 'a lead'} · ${item.attempts} attempts${item.reason ? html` · ${item.reason}` : ''}</small></span>
<small class="when">${time(item.at)}</small>
${view.mayDecide ? decisions(item) : ''}
</div></li>`,
)}
</ul>`,
  );
}

function decisions({ key, status, merged }: ShownDelivery): Html {
  return html`${
    merged
      ? ''
      : html`<form method="post" action="/outbox/${key}/retry">${
          status === 'in_doubt'
            ? html`<label><input type="checkbox" name="mayDuplicate" value="yes" required> it may come twice</label> `
            : ''
        }<button>Send again</button></form>`
  }
<form method="post" action="/outbox/${key}/drop"><button class="quiet">Drop</button></form>`;
}
