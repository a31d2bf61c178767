import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

export interface ShownNotification {
  kind: 'task' | 'notify';
  /** Queue of a task, audience of a notice. */
  audience: string;
  text: string;
  /** The lead it is about; null of what is about content. */
  leadId: string | null;
  /** Of the lead, as it is now; null when the lead is gone or has none. */
  email: string | null;
  /** First and last name, as far as known. */
  name: string;
  company: string | null;
  track: string | null;
  /** Where the lead books a meeting with whoever takes the task. */
  booking: string | null;
  /** When a task is due, milliseconds since the epoch. */
  dueAt: number | null;
  createdAt: number;
}

export function notificationsPage(
  view: SignedIn & {
    notifications: readonly ShownNotification[];
  },
): Html {
  return page(
    { title: 'Notifications', at: 'notifications', signedIn: view },
    html`<h1>Notifications</h1>
<p class="lead">Sales tasks and notices that the program asked for, newest first. What is sent to people regularly is on the page of <a href="/digests">digests and alerts</a>.</p>
${view.notifications.length === 0 ? html`<p class="nothing">There are none yet.</p>` : ''}
<ul class="rows">
${view.notifications.map(
  (item) => html`<li><div class="row">
<span class="status ${item.kind}">${item.kind === 'task' ? 'task' : 'notice'}</span>
<span class="what"><strong>${item.text}</strong>
<small>for ${item.audience} ${item.leadId === null ? '' : ` · ${item.name || item.email || 'a lead'}`}${item.company ? html`, ${item.company}` : ''}${item.track ? html` · ${item.track}` : ''}${bookingLink(item.booking)}</small></span>
<small class="when">${item.dueAt ? html`due ${time(item.dueAt)}` : time(item.createdAt)}</small>
</div></li>`,
)}
</ul>`,
  );
}

/** Of https only, whatever is stored: the page is not the place to find out where another scheme leads. */
function bookingLink(booking: string | null): Html | '' {
  if (booking === null || !URL.canParse(booking) || new URL(booking).protocol !== 'https:') return '';
  return html` · <a href="${booking}" rel="noopener noreferrer nofollow" target="_blank">booking link</a>`;
}
