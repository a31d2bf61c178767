import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Edit } from '../../engine/program/schema.ts';
import { liftSuppression, suppressAddress, suppressedLeads } from '../../engine/runtime/suppressions.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const listSchema = z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) });
const who = z.union(
  [
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^@[^@\s]+$/)
      .max(254),
    z.string().trim().toLowerCase().pipe(z.email().max(254)),
  ],
  '"who" has to be an email address, or a domain like "@acme.example"',
);
const suppressSchema = z.strictObject({ who, reason: z.string().trim().min(1).max(100).default('manual') });

/**
 * Who gets no email. Anybody who may propose suppresses an address at once, as it is a brake; a domain is a policy of
 * the program and so a change. A person with the role for it lifts what no lead has said itself.
 */
export function suppressionRoutes(installation: Installation): Hono<AppEnv> {
  const { db, engine, changes, clock } = installation;
  const proposeDomains = async (principal: Principal, title: string, domains: readonly string[]) => {
    const path = 'policies/suppressedDomains';
    const edit: Edit = domains.length > 0 ? { op: 'put', path, value: [...domains] } : { op: 'remove', path };
    const { person: author, via } = principal;
    return changes.propose({ title, edits: [edit], author, via });
  };
  const domainsNow = async () => (await engine.program()).program.policies.suppressedDomains ?? [];

  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      const { limit } = listSchema.parse(c.req.query());
      const leads = await suppressedLeads(db, limit);
      return c.json({
        suppressions: leads.map((lead) => ({ ...lead, at: isoInstant(lead.at) })),
        domains: await domainsNow(),
      });
    })
    .post('/', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { who: whom, reason } = await readJson(c, suppressSchema);
      if (whom.startsWith('@')) {
        const domain = whom.slice(1);
        const domains = await domainsNow();
        if (domains.includes(domain)) return c.json({ domain, already: true });
        const change = await proposeDomains(principal, `Suppress ${domain}`, [...domains, domain].sort());
        return c.json({ domain, change }, 201);
      }
      const said = { reason, by: principal.person.id, messageId: randomUUID(), now: clock() };
      return c.json({ email: whom, lead: await suppressAddress(engine, whom, said) }, 201);
    })
    .delete('/:who', async (c) => {
      const whom = who.parse(c.req.param('who'));
      if (whom.startsWith('@')) {
        const principal = requireRole(c, 'marketer');
        const domain = whom.slice(1);
        const domains = await domainsNow();
        if (!domains.includes(domain))
          throw new TrellisError('suppression.none', `${domain} is not suppressed.`);
        const rest = domains.filter((other) => other !== domain);
        return c.json({ domain, change: await proposeDomains(principal, `Write to ${domain} again`, rest) });
      }
      const { person, mayApprove } = requireRole(c, 'approver');
      if (!mayApprove)
        throw new TrellisError(
          'auth.person_needed',
          'A suppression is lifted by a person: run `trellis suppressions lift EMAIL` on a terminal.',
        );
      return c.json({ email: whom, ...(await liftSuppression(db, engine, whom, person.id)) });
    });
}
