import { html } from 'hono/html';
import { time } from './format.ts';
import type { Html } from './html.ts';
import { page, type SignedIn } from './layout.ts';

/** An email of the embedded mailbox, as lists show it. */
export interface MailboxEntry {
  id: string;
  recipient: string;
  sender: string;
  subject: string;
  /** Milliseconds since the epoch. */
  sentAt: number;
  leadId: string;
  /** `<seq>:<ordinal>` of its decision. */
  effect: string;
  demo: boolean;
  /** A test, to a person who asked for it; null for an email to a lead. */
  test: unknown;
}

export function mailboxPage(
  view: SignedIn & {
    emails: readonly MailboxEntry[];
    older?: string;
    smtp: boolean;
  },
): Html {
  return page(
    { title: 'Mailbox', at: 'mailbox', signedIn: view },
    html`<h1>Mailbox</h1>
<p class="lead">${
      view.smtp
        ? 'Emails to leads of the demo company stay here; all others go out by SMTP.'
        : 'Every email Trellis sends arrives here, because no SMTP server is set. Nothing leaves this machine.'
    }</p>
${view.emails.length === 0 ? html`<p class="nothing">No email has been sent yet.</p>` : ''}
<ul class="rows">
${view.emails.map(
  (email) => html`<li><a class="row" href="/mailbox/${email.id}">
<span class="what"><strong>${email.subject}</strong><small>to ${email.recipient}${email.test ? ' · test' : email.demo ? ' · demo' : ''}</small></span>
<small class="when">${time(email.sentAt)}</small>
</a></li>`,
)}
</ul>
${view.older ? html`<p><a href="${view.older}">Older emails</a></p>` : ''}`,
  );
}

/** One email. Its HTML is another document in a sandboxed frame: it can run nothing and load nothing. */
export function emailPage(view: SignedIn & { email: MailboxEntry; text: string }): Html {
  const { email } = view;
  return page(
    { title: email.subject, at: 'mailbox', signedIn: view },
    html`<article class="email">
<p class="crumb"><a href="/mailbox">Mailbox</a></p>
<h1>${email.subject}</h1>
<p class="meta"><span>from ${email.sender}</span> <span>to ${email.recipient}</span> <span>${time(email.sentAt)}</span>
${email.test ? '' : html`<a href="/leads/${email.leadId}?email=${email.effect}">Why this email?</a>`}</p>
<iframe src="/mailbox/${email.id}/body" title="The email as it was sent" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<details class="raw"><summary>Text version</summary><pre>${view.text}</pre></details>
</article>`,
  );
}
