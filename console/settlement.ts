import { html } from 'hono/html';
import { standingWords } from '../engine/runtime/changes/settle/standing-words.ts';
import type { Change, Person } from '../engine/runtime/changes/types.ts';
import { time } from './format.ts';
import type { Html } from './html.ts';

interface Settlement {
  change: Change;
  person: Person;
  mayApprove: boolean;
}

/** How it stands with a change, and what this person may do about that. */
export function settlement({ change, person, mayApprove }: Settlement): Html {
  const standing = standingWords(change).map((line) => html`<p class="note">${line}</p>`);
  if (change.status === 'scheduled') {
    if (!mayApprove && person.id !== change.author.id) return html`${standing}`;
    return html`${standing}
<div class="settle">${mayApprove ? cancelForm(change) : ''}${rejectForm(change)}</div>
<p class="small">Without its time it is open again.</p>`;
  }
  if (change.status !== 'proposed') return html`${standing}${settled(change)}`;
  const note = html`${standing}<p class="note">${person.name}, your role is ${person.role}: an approver settles this. Send them the address of this page.</p>`;
  if (!mayApprove) return person.id === change.author.id ? html`${note}${rejectForm(change)}` : note;
  return html`${standing}<div class="settle">
${approveForm(change)}
${rejectForm(change)}
</div>
<p class="small">Open until ${time(change.expiresAt)}. Approved, it is the next version of the program at once, or at the time you name; it is planned again then, and comes back to you when its effect is another.</p>`;
}

function approveForm(change: Change): Html {
  return html`<form method="post" action="/changes/${change.id}/approve" class="approve">
<input type="hidden" name="editHash" value="${change.editHash}">
<input type="hidden" name="planHash" value="${change.planHash}">
<button class="primary" name="when" value="now">Approve and activate</button>
<label for="at">or at (UTC)</label>
<input id="at" name="at" type="datetime-local">
<button name="when" value="later">Approve for then</button>
</form>`;
}

function cancelForm(change: Change): Html {
  return html`<form method="post" action="/changes/${change.id}/cancel">
<button>Take the time back</button>
</form>`;
}

/** For an approver, or for the author who withdraws it. */
function rejectForm(change: Change): Html {
  return html`<form method="post" action="/changes/${change.id}/reject" class="reject">
<label class="hidden" for="reason">Why it is rejected</label>
<input id="reason" name="reason" required maxlength="500" placeholder="Why not">
<button>Reject</button>
</form>`;
}

function settled(change: Change): Html {
  const by = change.resolvedBy ? ` by ${change.resolvedBy.name}` : '';
  return html`<p class="note"><strong>${change.status}${by}</strong>${change.resolvedAt ? html`, ${time(change.resolvedAt)}` : ''}.
${change.appliedVersion ? `It is version ${change.appliedVersion} of the program.` : ''}
${change.resolution ?? ''}</p>`;
}
