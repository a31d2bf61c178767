import type { Context } from 'hono';
import { z } from 'zod';
import { readUsage, type Usage } from '../agent/budgets/usage.ts';
import { TrellisError } from '../db/errors.ts';
import { requireRole } from './auth/guards.ts';
import { getPerson } from './auth/people.ts';
import type { AppEnv } from './auth/principal.ts';
import type { Installation } from './installation.ts';
import { budgetsOf } from './models.ts';

const askedSchema = z.object({
  days: z.coerce.number().int().min(1).max(400).default(30),
  /** Id or email. */
  person: z.string().max(254).optional(),
});

/**
 * What language models took, as far as who asks may know: an admin of everybody or of one person, others of themselves.
 * Throws `auth.forbidden`, `person.unknown`.
 */
export async function usageFor(
  c: Context<AppEnv>,
  { db, config, clock }: Installation,
): Promise<{ usage: Usage; everybody: boolean }> {
  const { person } = requireRole(c);
  const { days, person: named } = askedSchema.parse(c.req.query());
  const own = named === undefined || [person.id, person.email].includes(named.toLowerCase());
  if (!own && person.role !== 'admin')
    throw new TrellisError(
      'auth.forbidden',
      'You may see what you took yourself; an admin sees everybody’s.',
    );
  const everybody = named === undefined && person.role === 'admin';
  const of = everybody ? undefined : own ? person.id : (await getPerson(db, named)).id;
  const asked = { now: clock(), days, personId: person.id, of, total: person.role === 'admin' };
  return { usage: await readUsage(db, budgetsOf(config), asked), everybody };
}
