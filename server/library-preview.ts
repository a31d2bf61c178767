import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import type { StoredItem } from '../knowledge/library.ts';
import { madeUpFields } from '../knowledge/template/made-up-fields.ts';
import type { ItemPreview } from '../knowledge/template/preview.ts';
import { findLead } from '../tools/support/find-lead.ts';
import type { Principal } from './auth/principal.ts';
import type { Installation } from './installation.ts';

const askedSchema = z.object({
  version: z.coerce.number().int().min(1).optional(),
  /** A lead: email address, name or id. */
  as: z.string().trim().max(320).optional(),
  /** Fields of one who is made up: `industry=healthcare,role=economic`. */
  with: z.string().trim().max(2_000).optional(),
});

/**
 * An item for the lead, or for the made-up one, that a request names; for somebody of whom nothing is known when it
 * names none. What the reader saw of lead and item counts as read.
 */
export async function previewFor(
  installation: Pick<Installation, 'db' | 'engine' | 'email' | 'recentTaint'>,
  principal: Principal,
  id: string,
  query: unknown,
): Promise<{ item: StoredItem; preview: ItemPreview }> {
  const { version, as, with: fields } = askedSchema.parse(query);
  if (as && fields) throw new TrellisError('input.invalid', 'Name a lead or give fields, not both.');
  const { db, engine, email, recentTaint } = installation;
  const seen = (lead: string) => recentTaint.add(principal, [`lead:${lead}`]);
  const lead = as ? await findLead({ db, engine }, as, seen) : undefined;
  if (lead !== undefined) seen(lead);
  const { previewItem } = await email();
  const shown = await previewItem({ item: id, version, reader: lead ?? madeUpFields(fields ?? '') });
  recentTaint.add(principal, [`content:${shown.item.id}@${shown.item.version}`]);
  return shown;
}
