import { type Context, Hono } from 'hono';
import { createMemories } from '../../agent/memories/store.ts';
import { setTimeZone } from '../auth/people.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { myTokenPages, signedIn } from './my-tokens.ts';
import { formField, frameOf } from './session.ts';

/** The page of the person who is signed in; all of it is about nobody else. */
export function mePages(installation: Installation): Hono<AppEnv> {
  const { db } = installation;
  const memories = createMemories(db);
  const viewOf = async (c: Context<AppEnv>) => {
    const frame = await frameOf(c, installation);
    return { ...frame, memories: await memories.list(frame.person.id) };
  };
  return new Hono<AppEnv>()
    .route('/', myTokenPages(installation, viewOf))
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
