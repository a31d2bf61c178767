import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { laneOfLead } from '../../db/lanes.ts';
import { isOwnWord } from '../core/sending/consent.ts';
import type { LeadId } from '../core/types.ts';
import { findSuppression, listSuppressions, type SuppressedLead } from './sql/suppressions.ts';
import type { Engine } from './types.ts';

export type { SuppressedLead } from './sql/suppressions.ts';

/** Newest first. */
export function suppressedLeads(on: Queryable, limit: number): Promise<SuppressedLead[]> {
  return listSuppressions(on, limit);
}

/**
 * No email to this address from now on, whether it is a lead's already or not: one that is not becomes a lead that is
 * suppressed, so that a later import finds it so. What leads say themselves comes as their events and is refused here.
 */
export async function suppressAddress(
  engine: Engine,
  email: string,
  { reason, by, messageId, now }: { reason: string; by: string; messageId: string; now: number },
): Promise<LeadId> {
  if (isOwnWord(reason)) {
    throw new TrellisError(
      'suppression.own_word',
      `A person cannot say "${reason}" for a lead: send it as an event of the lead, so that it is on record as its own word.`,
    );
  }
  const known = await engine.findLead(email);
  if (known === undefined) {
    const event = { messageId, source: 'suppressions', name: 'identify', occurredAt: now, properties: {} };
    await engine.ingest([{ ...event, email, traits: { email } }], { historic: true });
  }
  const id = known ?? (await engine.findLead(email));
  if (id === undefined) throw new TrellisError('lead.unknown', `There is no lead ${email}.`);
  await engine.command(id, { do: 'suppress', reason }, by);
  return id;
}

/** Takes back what a person or a bounce has said. Throws `suppression.none`, `suppression.own_word`. */
export async function liftSuppression(
  on: Queryable,
  engine: Engine,
  email: string,
  by: string,
): Promise<{ lead: LeadId; reason: string }> {
  const lead = await engine.findLead(email);
  const found = lead && (await findSuppression(on, laneOfLead(lead), lead));
  if (!found) throw new TrellisError('suppression.none', `${email} is not suppressed.`);
  const { reason } = found;
  if (isOwnWord(reason)) {
    throw new TrellisError(
      'suppression.own_word',
      `The lead itself said ${reason}: only its own later word brings it back, a consent_granted with basis consent and its wording.`,
    );
  }
  await engine.command(lead, { do: 'lift' }, by);
  return { lead, reason };
}
