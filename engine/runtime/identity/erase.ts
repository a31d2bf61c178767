import type { Database, Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { takeOut } from '../../analytics/facts/take-out.ts';
import type { Instant, LeadId } from '../../core/types.ts';
import { appendAudit } from '../audit/append.ts';
import { retryRaces } from '../retry-races.ts';
import { lockLead } from '../sql/claim.ts';
import { redactChanges } from '../sql/comments.ts';
import {
  messagesNaming,
  redactMemories,
  summariesNaming,
  updateMessage,
  updateSummary,
} from '../sql/conversations.ts';
import {
  accountOf,
  deleteLeads,
  deleteNamingMessages,
  type ErasureReason,
  everyIdOf,
  insertErasures,
  readNames,
  wakeAccountOf,
} from '../sql/erase.ts';
import { findGone, forwardInbox } from '../sql/merge.ts';
import { holdStakeholders } from '../sql/stakeholders.ts';
import { namesPattern, redact, redacted } from './redact.ts';

/** Fields whose values name a person wherever they stand in a conversation. */
const namingFields = ['email', 'first_name', 'last_name', 'name', 'phone'];

/**
 * Erases a lead, with those that were merged into it: everything held of them goes, and what conversations said. That
 * it happened stays on record. What is being sent at the moment leaves and is not written down. Gives the ids that are
 * over. Throws `lead.unknown`.
 */
export async function eraseLead(
  db: Database,
  leadId: LeadId,
  erasure: { at: Instant; by: string; reason: ErasureReason },
): Promise<LeadId[]> {
  const ids = await retryRaces(() =>
    db.transaction(async (tx) => {
      const id = (await findGone(tx, [leadId]))[0]?.to ?? leadId;
      if (!(await lockLead(tx, id))) throw unknownLead(leadId);
      const all = await everyIdOf(tx, id);
      const { identities, fields } = await readNames(tx, all);
      await insertErasures(tx, all, erasure);
      await deleteNamingMessages(tx, all, identities);
      await redactWords(tx, [...all, ...identities, ...fields.flatMap(namesIn)]);
      // Who joins the account meanwhile is told too, or counts without the lead.
      await holdStakeholders(tx, await accountOf(tx, id));
      await wakeAccountOf(tx, id);
      // The figures of days are sums: what they count of the lead goes before its rows do.
      await takeOut(tx, all);
      await deleteLeads(tx, all);
      const { at, by, reason } = erasure;
      appendAudit(tx, { action: 'erase', at, by, details: { lead: id, merged: all.length - 1, reason } });
      return all;
    }),
  );
  // What arrived while it went is dropped at once, not at the next round of work.
  await retryRaces(() => db.transaction(forwardInbox));
  return ids;
}

/** What was said in conversations, what people wrote about changes, and what they asked to be remembered. */
async function redactWords(tx: Tx, given: readonly string[]): Promise<void> {
  const names = [...new Set(given.filter((name) => name.length >= shortestName))];
  // A first name alone may be any word: what people wrote for others to go by keeps it.
  const telling = names.filter((name) => /[\s@\d]/.test(name));
  if (telling.length > 0) {
    await redactChanges(tx, namesPattern(telling), redacted);
    await redactMemories(tx, namesPattern(telling), redacted);
  }
  for (const message of await messagesNaming(tx, names))
    await updateMessage(tx, { ...message, parts: redact(message.parts, names) });
  for (const summary of await summariesNaming(tx, names))
    await updateSummary(tx, { ...summary, parts: redact(summary.parts, names) });
}

/** A shorter text says too many other things. */
const shortestName = 3;

function namesIn(fields: Record<string, unknown>): string[] {
  const texts = namingFields.map((name) => fields[name]).filter((value) => typeof value === 'string');
  const whole = [fields.first_name, fields.last_name].filter((value) => typeof value === 'string').join(' ');
  return [...texts, whole];
}

function unknownLead(id: LeadId): TrellisError {
  return new TrellisError('lead.unknown', `There is no lead ${id}; give a lead id or an email address.`);
}
