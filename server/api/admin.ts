import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { Role } from '../../engine/runtime/changes/types.ts';
import { requireRole } from '../auth/guards.ts';
import { createCheckedLoginToken } from '../auth/login-links.ts';
import { getPerson, listPeople, savePerson } from '../auth/people.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import { createWriteKey, listWriteKeys, removeWriteKey } from '../auth/write-keys.ts';
import type { Installation } from '../installation.ts';
import { firstWriteKey } from '../secret-files.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const personSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  email: z.email().max(254),
  role: z.enum(['viewer', 'marketer', 'approver', 'admin']),
  /** May approve what needs a principal; left out, it stays as it is. */
  principal: z.boolean().optional(),
  /** Of the IANA database; left out, it stays as it is. */
  timeZone: z.string().max(64).optional(),
});
const sourceSchema = z.strictObject({
  source: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'a source is lower case letters, digits and dashes'),
});

/** People, write keys and the demo company; administrators only. */
export function adminRoutes(installation: Installation): Hono<AppEnv> {
  const { db, clock, publicUrl, config } = installation;
  return new Hono<AppEnv>()
    .get('/people', async (c) => {
      requireRole(c, 'admin');
      return c.json({ people: await listPeople(db) });
    })
    .post('/people', async (c) => {
      const principal = requireRole(c, 'admin');
      const person = await readJson(c, personSchema);
      // The role they have counts too: a program that could demote the approvers would leave nobody to refuse it.
      const saved = await savePerson(db, person, clock(), ({ present, next }) =>
        refuseProgram(principal, present, next),
      );
      return c.json(saved, 201);
    })
    .post('/people/:idOrEmail/link', async (c) => {
      const principal = requireRole(c, 'admin');
      const person = await getPerson(db, c.req.param('idOrEmail'));
      const token = await createCheckedLoginToken(db, person.id, clock(), (role) =>
        refuseProgram(principal, role),
      );
      return c.json({ person, link: `${publicUrl}/login/${token}` }, 201);
    })
    .get('/keys', async (c) => {
      requireRole(c, 'admin');
      const first = await firstWriteKey(config.TRELLIS_HOME, db);
      const keys = await listWriteKeys(db);
      return c.json({
        keys: keys.map((key) => ({
          ...key,
          createdAt: isoInstant(key.createdAt),
          ...(first?.source === key.source && { key: first.key }),
        })),
      });
    })
    .post('/keys', async (c) => {
      requireRole(c, 'admin');
      const { source } = await readJson(c, sourceSchema);
      return c.json({ source, key: await createWriteKey(db, source, clock()) }, 201);
    })
    .delete('/keys/:source', async (c) => {
      requireRole(c, 'admin');
      await removeWriteKey(db, c.req.param('source'), clock());
      return c.json({ removed: c.req.param('source') });
    })
    .delete('/demo', async (c) => {
      const principal = requireRole(c, 'admin');
      // With the demo goes what the program says of it: a new version, made by a person like any other.
      if (!principal.mayApprove) throw personNeeded('The demo company is taken away');
      const { removeDemoCompany } = await import('../demo-company.ts');
      return c.json(await removeDemoCompany(installation));
    });
}

/** Otherwise a program could make itself an approver, sign in and approve its own proposals. */
function refuseProgram(principal: Principal, ...roles: (Role | undefined)[]): void {
  if (principal.mayApprove || !roles.some((role) => role === 'approver' || role === 'admin')) return;
  throw personNeeded('Approvers and administrators are made, changed and signed in');
}

function personNeeded(what: string): TrellisError {
  return new TrellisError('auth.person_needed', `${what} by a person: run this command on a terminal.`);
}
