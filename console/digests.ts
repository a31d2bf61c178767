import { html } from 'hono/html';
import type { PostContent } from '../agent/digests/content.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** A digest or alert that is set, as the list has it. */
export interface ShownOrder {
  id: number;
  words: string;
  /** Who set it. */
  by: string;
  mayStop: boolean;
}
/** One that was sent or waits to be. */
export interface ShownPost {
  key: string;
  title: string;
  where: string;
  status: string;
  reason: string | null;
  at: number;
  isWritten: boolean;
}

/** Digests and alerts that are set, what is so now, and what was sent lately. */
export function digestsPage(
  view: SignedIn & {
    digests: readonly (ShownOrder & { nextAt: number })[];
    alerts: readonly (ShownOrder & { now: readonly { since: number; words: string }[] })[];
    posts: readonly ShownPost[];
    smtp: boolean;
  },
): Html {
  const { digests, alerts, posts, smtp } = view;
  return page(
    { title: 'Digests and alerts', at: 'notifications', signedIn: view },
    html`<h1>Digests and alerts</h1>
<p class="lead">What is sent to you, and to channels of Slack. Set one in the chat or in Slack: “send me a digest every Monday at 9”, “alert me when clicks drop by a third”.${smtp ? '' : ' No mail server is set, so what would be emailed is kept here.'}</p>
<h2>Digests</h2>
${rows(digests, 'digests', ({ nextAt }) => html`next ${time(nextAt)}`)}
<h2>Alerts</h2>
${rows(alerts, 'alerts', ({ now }) => (now.length === 0 ? html`all well` : html`${now.map(({ since, words }) => html`<strong>so since ${time(since)}:</strong> ${words} `)}`))}
<h2>Sent lately</h2>
${posts.length === 0 ? html`<p class="nothing">Nothing yet.</p>` : html`<ul class="rows">${posts.map(postRow)}</ul>`}`,
  );
}

function rows<T extends ShownOrder>(
  items: readonly T[],
  what: 'digests' | 'alerts',
  state: (item: T) => Html,
): Html {
  if (items.length === 0) return html`<p class="nothing">None is set.</p>`;
  return html`<ul class="rows">${items.map(
    (item) => html`<li><div class="row">
<span class="status">${item.id}</span>
<span class="what"><strong>${item.words}</strong><small>set by ${item.by}; ${state(item)}</small></span>
${item.mayStop ? html`<form method="post" action="/digests/${what}/${item.id}/stop"><button class="quiet">Stop</button></form>` : ''}
</div></li>`,
  )}</ul>`;
}

/** What has a reason though it counts as sent did not leave: no mail server is set. */
function statusWords({ status, reason }: ShownPost): string {
  return status === 'sent' && reason !== null ? 'kept' : status.replace('_', ' ');
}

function postRow(post: ShownPost): Html {
  const title = post.isWritten
    ? html`<a href="/digests/sent/${encodeURIComponent(post.key)}">${post.title}</a>`
    : post.title;
  return html`<li><div class="row">
<span class="status">${statusWords(post)}</span>
<span class="what"><strong>${title}</strong><small>${post.where}${post.reason ? html`: ${post.reason}` : ''}</small></span>
<small class="when">${time(post.at)}</small>
</div></li>`;
}

/** One that was written, as it was sent. */
export function postPage(view: SignedIn & { content: PostContent; post: ShownPost }): Html {
  const { content, post } = view;
  return page(
    { title: content.title, at: 'notifications', signedIn: view },
    html`<h1>${content.title}</h1>
<p class="lead">${content.kind === 'digest' ? html`${content.period}: ` : ''}${statusWords(post)}, ${post.where}, ${time(post.at)}${post.reason ? html` (${post.reason})` : ''}.</p>
${content.sentences.map((sentence) => html`<p>${sentence}</p>`)}
${content.kind === 'digest' ? digestParts(content, post.key) : ''}
<p><a href="${content.url}">${content.kind === 'digest' ? 'All figures of this period' : 'Look at it'}</a></p>`,
  );
}

function digestParts(
  { table, chart, waiting, more, notes }: Extract<PostContent, { kind: 'digest' }>,
  key: string,
): Html {
  return html`${chart ? html`<p><img class="chart" src="/digests/sent/${encodeURIComponent(key)}/chart.png" alt="${chart.words}" width="720" style="max-width:100%;height:auto"></p>` : ''}
<div class="scrolled"><table class="figures"><thead><tr>${table.columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${table.rows.map((cells) => html`<tr>${cells.map((cell, at) => (at === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>`)}</tbody></table></div>
<h2>${waiting.length === 0 ? 'Nothing waited for an approval' : 'Waited for an approval'}</h2>
${waiting.length === 0 ? '' : html`<ul>${waiting.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}${more > 0 ? html`<li>and ${more} more</li>` : ''}</ul>`}
${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}
