import { Hono } from 'hono';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import {
  type AccessToken,
  createAccessToken,
  listAccessTokens,
  mostDays,
  revokeAccessToken,
  usualDays,
} from '../auth/access-tokens.ts';
import { requireRole } from '../auth/guards.ts';
import { getPerson } from '../auth/people.ts';
import type { AppEnv, Principal } from '../auth/principal.ts';
import { scopes } from '../auth/scopes.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const tokenSchema = z.strictObject({
  /** What has it, in the person's own words: an editor, a script. */
  name: z.string().trim().min(1).max(100),
  /** `read` is always among them. */
  scopes: z.array(z.enum(scopes)).max(scopes.length).default(['read']),
  days: z.int().min(1).max(mostDays).default(usualDays),
  /** Email or id of whose it is, for administrators; left out, whoever asks. */
  person: z.string().min(1).max(254).optional(),
});

/** `/api/tokens`: tokens for programs. A person makes their own, administrators see and revoke everybody's. */
export function tokenMakingRoutes({ db, clock, publicUrl }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const principal = requireRole(c);
      const tokens = await listAccessTokens(db, onlyOf(principal));
      return c.json({ tokens: tokens.map(shown) });
    })
    .post('/', async (c) => {
      const principal = requireRole(c);
      refuseProgram(principal, publicUrl);
      const { person: whose, ...asked } = await readJson(c, tokenSchema);
      const person = whose === undefined ? principal.person : await getPerson(db, whose);
      // What is filed with it says it was this person: only they, or whoever answers for everybody, may give that away.
      if (person.id !== principal.person.id) requireRole(c, 'admin');
      const made = await createAccessToken(db, person.id, asked, clock());
      const { id, name, email } = person;
      return c.json({ ...made, expiresAt: isoInstant(made.expiresAt), person: { id, name, email } }, 201);
    })
    .delete('/:id', async (c) => {
      const principal = requireRole(c);
      const id = c.req.param('id');
      await revokeAccessToken(db, id, { personId: onlyOf(principal), now: clock() });
      return c.json({ revoked: id });
    });
}

/** Whose tokens they see and revoke; undefined: everybody's. */
function onlyOf({ person }: Principal): string | undefined {
  return person.role === 'admin' ? undefined : person.id;
}

/** Otherwise a program could give itself a credential that outlives whatever let it in. */
function refuseProgram({ mayApprove }: Principal, publicUrl: string): void {
  if (mayApprove) return;
  throw new TrellisError(
    'auth.person_needed',
    `A token is made by a person, not by a program: open ${publicUrl}/me, or run \`trellis tokens create\` on a terminal.`,
  );
}

function shown({ createdAt, expiresAt, usedAt, ...token }: AccessToken) {
  return {
    ...token,
    createdAt: isoInstant(createdAt),
    expiresAt: isoInstant(expiresAt),
    usedAt: usedAt === null ? null : isoInstant(usedAt),
  };
}
