import { html } from 'hono/html';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** An email of the proposed program that a person may ask a test of. */
export interface Testable {
  /** `track/step`. */
  value: string;
  track: string;
  label: string;
}

/** Asks for a test of an email that a change touches; nothing where it touches none. */
export function testForm(changeId: string, emails: readonly Testable[]): Html | '' {
  if (emails.length === 0) return '';
  const tracks = [...new Set(emails.map(({ track }) => track))];
  return html`<h2>See an email as a lead would get it</h2>
<form class="asking" method="post" action="/changes/${changeId}/test-send">
<label class="wide">Email<select name="email">${tracks.map(
    (track) =>
      html`<optgroup label="${track}">${emails
        .filter((email) => email.track === track)
        .map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</optgroup>`,
  )}</select></label>
<label class="wide">As<input name="lead" maxlength="320" placeholder="Name or address; empty: one on it"></label>
<button>Send me a test</button>
</form>
<p class="small">It goes to your own address, marked as a test, and is counted nowhere.</p>`;
}

export interface TestSentView extends SignedIn {
  change: { id: string; title: string };
  to: string;
  subject: string;
  /** Email 3 of a track as somebody would get it. */
  what: string;
  /** Path of the email in the mailbox, where it went there. */
  mailbox?: string;
}

/** Where the test went. */
export function testSentPage(view: TestSentView): Html {
  return page(
    { title: 'Test sent', at: 'changes', signedIn: view },
    html`<article class="change">
<p class="crumb"><a href="/changes">Changes</a> / <a href="/changes/${view.change.id}">${view.change.title}</a></p>
<h1>The test is on its way to you</h1>
<p><strong>${view.subject}</strong></p>
<p>${view.what}. It went to ${view.to} and to nobody else.</p>
${view.mailbox ? html`<p><a href="${view.mailbox}">Read it in the mailbox</a></p>` : ''}
<p><a href="/changes/${view.change.id}/calendar">What leads would get</a></p>
</article>`,
  );
}
