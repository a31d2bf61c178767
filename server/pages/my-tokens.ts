import { type Context, Hono } from 'hono';
import { mePage } from '../../console/me.ts';
import { TrellisError } from '../../db/errors.ts';
import {
  createAccessToken,
  listAccessTokens,
  mostDays,
  revokeAccessToken,
  usualDays,
} from '../auth/access-tokens.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { scopes } from '../auth/scopes.ts';
import { statusOf } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { formField } from './session.ts';

/** What the rest of a person's page needs. */
type MeView = Omit<Parameters<typeof mePage>[0], 'tokens' | 'mayGrant' | 'made' | 'problem'>;

/** A person's page and, below it, `/me/tokens`: they make and revoke their own; what is made is shown this once. */
export function myTokenPages(
  { db, clock }: Installation,
  viewOf: (c: Context<AppEnv>) => Promise<MeView>,
): Hono<AppEnv> {
  const show = async (c: Context<AppEnv>, more: { made?: string; error?: TrellisError } = {}) => {
    const view = await viewOf(c);
    const tokens = await listAccessTokens(db, view.person.id);
    // A browser that goes back must not show it again.
    c.header('cache-control', 'no-store');
    return c.html(
      mePage({
        ...view,
        tokens,
        mayGrant: view.person.role !== 'viewer',
        ...(more.made !== undefined && { made: more.made }),
        ...(more.error && { problem: more.error.message }),
      }),
      more.error ? statusOf(more.error) : 200,
    );
  };
  return new Hono<AppEnv>()
    .get('/', (c) => show(c))
    .post('/tokens', async (c) => {
      const person = signedIn(c);
      try {
        const { token } = await createAccessToken(db, person.id, await askedFor(c), clock());
        return await show(c, { made: token });
      } catch (error) {
        if (error instanceof TrellisError) return show(c, { error });
        throw error;
      }
    })
    .post('/tokens/:id/revoke', async (c) => {
      const person = signedIn(c);
      await revokeAccessToken(db, c.req.param('id'), { personId: person.id, now: clock() });
      return c.redirect('/me#tokens', 303);
    });
}

/** The person of a browser's session: a program with the owner's token says nothing of them here. */
export function signedIn(c: Context<AppEnv>) {
  const { person, proof } = requireRole(c);
  if (proof === 'session') return person;
  throw new TrellisError('auth.person_needed', 'Sign in with a browser to say this of yourself.');
}

async function askedFor(c: Context<AppEnv>) {
  const name = await formField(c, 'name');
  const days = Number((await formField(c, 'days')) || usualDays);
  if (name === '' || name.length > 100)
    throw new TrellisError('request.invalid', 'Say in at most 100 characters what the token is for.');
  if (!Number.isInteger(days) || days < 1 || days > mostDays)
    throw new TrellisError('request.invalid', `A token works for 1 to ${mostDays} days.`);
  const asked = (await formField(c, 'scopes')).split(' ');
  return { name, days, scopes: scopes.filter((scope) => asked.includes(scope)) };
}
