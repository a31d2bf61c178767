import { html } from 'hono/html';
import type { Html } from '../html.ts';
import { page, type SignedIn } from '../layout.ts';

/** For whom: a lead, or fields of one who is made up (`industry=healthcare,role=economic`). */
export interface PreviewAsked {
  id: string;
  version?: string;
  as: string;
  with: string;
}

export interface PreviewView extends SignedIn {
  asked: PreviewAsked;
  item?: { title: string; version: number; approved: boolean };
  /** `words`: which blocks were chosen and which variables fell back. */
  email?: { subject: string; text: string; words: readonly string[] };
  /** Why there is nothing to show. */
  problem?: string;
}

/** An item as somebody would get it. The email is another document in a sandboxed frame. */
export function previewPage(view: PreviewView): Html {
  const { asked, item, email } = view;
  const query = new URLSearchParams({
    ...(asked.version !== undefined && { version: asked.version }),
    ...(asked.as !== '' && { as: asked.as }),
    ...(asked.with !== '' && { with: asked.with }),
  });
  return page(
    { title: `Preview: ${item?.title ?? asked.id}`, at: 'library', signedIn: view },
    html`<article class="email">
<p class="crumb"><a href="/library">Library</a> <a href="/library/${asked.id}${asked.version === undefined ? '' : `?version=${asked.version}`}">${item?.title ?? asked.id}</a></p>
<h1>${email?.subject ?? 'Preview'}</h1>
${item ? html`<p class="meta"><span>version ${item.version}</span><span>${item.approved ? 'approved' : 'a draft: nothing sends it'}</span></p>` : ''}
${previewForm(asked)}
${view.problem === undefined ? '' : html`<p class="problem" role="alert">${view.problem}</p>`}
${
  email === undefined
    ? ''
    : html`${email.words.length === 0 ? html`<p class="small">The same for everybody: no block was chosen and nothing fell back.</p>` : html`<ul class="small">${email.words.map((line) => html`<li>${line}</li>`)}</ul>`}
<iframe src="/library/${asked.id}/preview/body?${query.toString()}" title="The email as it would be sent" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details class="raw"><summary>Text version</summary><pre>${email.text}</pre></details>`
}
</article>`,
  );
}

/** Asks for whom an item is to be shown. */
export function previewForm(asked: PreviewAsked): Html {
  return html`<form class="asking shelf" method="get" action="/library/${asked.id}/preview">
${asked.version === undefined ? '' : html`<input type="hidden" name="version" value="${asked.version}">`}
<label>Lead <input name="as" value="${asked.as}" placeholder="email address, name or id" maxlength="320"></label>
<label>or fields <input name="with" value="${asked.with}" placeholder="industry=healthcare,role=economic" maxlength="2000"></label>
<button class="primary">Preview</button>
</form>`;
}
