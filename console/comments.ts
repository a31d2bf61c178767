import { html } from 'hono/html';
import type { Change } from '../engine/runtime/changes/types.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';

/** What people said about a change, and the form to say something. */
export function commentsOf({ id, comments = [] }: Change): Html {
  return html`<h2 id="comments">Comments</h2>
${comments.map(
  ({ by, at, text }) => html`<div class="comment"><p class="meta"><strong>${by.name}</strong> ${time(at)}</p>
<p>${text}</p></div>`,
)}
<form method="post" action="/changes/${id}/comments" class="say">
<label class="hidden" for="text">What you say about it</label>
<textarea id="text" name="text" required maxlength="2000" rows="2" placeholder="Say something about this change"></textarea>
<button>Comment</button>
</form>`;
}
