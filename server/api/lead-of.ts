import { TrellisError } from '../../db/errors.ts';
import type { LeadId } from '../../engine/core/types.ts';
import type { Installation } from '../installation.ts';

/** The lead with this id or email, or the one it lives on in. Throws `lead.unknown`. */
export async function leadOf({ engine }: Pick<Installation, 'engine'>, given: string): Promise<LeadId> {
  const id = await engine.findLead(given);
  if (id) return id;
  throw unknownLead(given);
}

/** The same, but by its id a lead that was merged into another is itself. */
export async function leadAsGiven(
  installation: Pick<Installation, 'engine'>,
  given: string,
): Promise<LeadId> {
  const id = await leadOf(installation, given);
  const asked = given.trim().toLowerCase();
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(asked) ? asked : id;
}

export function unknownLead(given: string): TrellisError {
  return new TrellisError('lead.unknown', `There is no lead ${given}; give a lead id or an email address.`);
}
