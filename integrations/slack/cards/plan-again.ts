import { filingIds } from '../../../agent/turn/filing-ids.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import type { Change, Person } from '../../../engine/runtime/changes/types.ts';
import { type Click, clickOf, whisper } from '../inbox/click.ts';
import { orWhisper, proposerOf } from '../inbox/clicker.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { slackOrigin } from '../people.ts';
import { postCard, redrawCards } from './post.ts';
import { cardAt, plannedAgain, savePlannedAgain } from './store.ts';

export const planAgainKind = 'own:plan_again';

/** Puts it into the one row of its change: of two clicks in two places the second finds what the first has done. */
export const planAgainHandler: Handler = async ({ inbox }, item) => {
  const click = clickOf(item.body);
  const id = `${planAgainKind}:${item.id}`;
  await inbox.add({ id, kind: planAgainKind, place: `plan_again:${click.value}`, body: click });
};

/** Proposes the same again, on the program of today, as of whoever clicked; its card stands below the stale one. */
export const planAgainWork: Handler = async (context, item) => {
  const click = item.body as Click;
  const person = await proposerOf(context, click);
  if (!person) return;
  const card = await cardAt(context.db, click.channel, click.ts);
  if (card?.changeId !== click.value) return whisper(context, click, 'I have no record of this card.');
  await orWhisper(context, click, async () => {
    const change = await context.changes.get(card.changeId);
    const known = await plannedAgain(context.db, change.id);
    // Work on one change is done in its order: what an earlier attempt of this click has planned is its own.
    if (known !== null && item.attempt === 1) {
      return whisper(context, click, `It was planned again already: ${context.changeUrl(known)}`);
    }
    if (change.status !== 'stale' && change.status !== 'expired') {
      return whisper(context, click, `This change is ${change.status}; there is nothing to plan again.`);
    }
    const next = (await withOrigin(slackOrigin(person), () => propose(context, change, person))).id;
    await savePlannedAgain(context.db, change.id, next);
    const thread = click.threadTs ?? click.ts;
    await postCard(context, next, { channel: click.channel, thread, askedBy: click.user }, item);
    await redrawCards(context, change.id);
  });
};

function propose({ changes }: SlackContext, change: Change, author: Person): Promise<Change> {
  const { title, edits, tainted, rollbackTo, plan } = change;
  // One id for all that plan it again: what a process that died has filed is found and not filed again.
  const id = filingIds(`plan_again:${change.id}`, change.author.id)();
  const by = { id, author, via: 'slack', tainted } as const;
  if (rollbackTo !== undefined) return changes.rollback({ ...by, version: rollbackTo });
  return changes.propose({ ...by, title, edits, ...(plan.reason && { reason: plan.reason }) });
}
