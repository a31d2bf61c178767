import { TrellisError } from '../../../db/errors.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import type { Change, Person } from '../../../engine/runtime/changes/types.ts';
import { apology } from '../answers/answer-message.ts';
import { type Click, clickOf, type Submission, submissionOf, whisper } from '../inbox/click.ts';
import { clickerOf } from '../inbox/clicker.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { slackOrigin } from '../people.ts';
import { cardFingerprint } from './card-buttons.ts';
import { refreshCards } from './post.ts';
import { type Card, cardAt } from './store.ts';

export const approveHandler: Handler = (context, { body }) => approveClicked(context, clickOf(body));
export const rejectSubmittedHandler: Handler = (context, { body }) =>
  rejectSubmitted(context, submissionOf(body));

/** Approves exactly what the clicked card showed. */
export function approveClicked(context: SlackContext, click: Click): Promise<void> {
  const exactly = (card: Card, person: Person) =>
    context.changes.approve(card.changeId, person, { editHash: card.editHash, planHash: card.planHash });
  return settle(context, click, exactly, { asShown: true });
}

/** Rejects it with the reason that was typed into the modal. */
export function rejectSubmitted(context: SlackContext, { click, values }: Submission): Promise<void> {
  return settle(context, click, (card, person) =>
    context.changes.reject(card.changeId, person, values.reason ?? ''),
  );
}

async function settle(
  context: SlackContext,
  click: Click,
  resolve: (card: Card, person: Person) => Promise<Change>,
  { asShown = false } = {},
): Promise<void> {
  const person = await clickerOf(context, click);
  if (!person) return;
  const card = await cardAt(context.db, click.channel, click.ts);
  if (card?.changeId !== click.value) {
    return whisper(context, click, 'I have no record of this card. Open the change on its page instead.');
  }
  // Nobody approves what was redrawn after they looked; the record alone decides what an approval covers. A rejection
  // stands whatever the figures are by now, and its reason is typed already.
  if (asShown && cardFingerprint(card) !== click.blockId && !card.settled) {
    await refreshCards(context, card.changeId);
    return whisper(context, click, 'The card changed just before you clicked. Please look at it again.');
  }
  try {
    await withOrigin(slackOrigin(person), () => resolve(card, person));
    await refreshCards(context, card.changeId);
  } catch (error) {
    await explain(context, click, card, error);
  }
}

/** Only the person who clicked is told why nothing happened; everybody's card shows how things stand now. */
async function explain(context: SlackContext, click: Click, card: Card, error: unknown): Promise<void> {
  const code = error instanceof TrellisError ? error.code : undefined;
  const message = apology(context, error);
  if (code === 'change.stale') await refreshCards(context, card.changeId, message);
  if (code === 'change.settled' || code === 'change.expired') await refreshCards(context, card.changeId);
  await whisper(context, click, message);
}
