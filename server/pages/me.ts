import { Hono } from 'hono';
import { createMemories } from '../../agent/memories/store.ts';
import { mePage } from '../../console/me.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import { setTimeZone } from '../auth/people.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { formField, frameOf } from './session.ts';

/** The page of the person who is signed in; all of it is about nobody else. */
export function mePages(installation: Installation): Hono<AppEnv> {
  const { db } = installation;
  const memories = createMemories(db);
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      return c.html(mePage({ ...frame, memories: await memories.list(frame.person.id) }));
    })
    .post('/memories/:n/forget', async (c) => {
      const person = signedIn(c);
      await memories.forget(person.id, [Number(c.req.param('n')) || 0]);
      return c.redirect('/me', 303);
    })
    .post('/time-zone', async (c) => {
      await setTimeZone(db, signedIn(c).id, await formField(c, 'timeZone'));
      return c.body(null, 204);
    });
}

/** The person of a browser's session: a program with the owner's token says nothing of them here. */
function signedIn(c: Parameters<typeof requireRole>[0]) {
  const { person, proof } = requireRole(c);
  if (proof === 'session') return person;
  throw new TrellisError('auth.person_needed', 'Sign in with a browser to say this of yourself.');
}
