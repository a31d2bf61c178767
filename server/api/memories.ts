import { Hono } from 'hono';
import { personNeeded } from '../../agent/memories/person-needed.ts';
import { createMemories, type Memory } from '../../agent/memories/store.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';

/** What whoever asks had told us to remember: theirs alone. It is added in the chat only, in their own words. */
export function memoryRoutes({ db }: Installation): Hono<AppEnv> {
  const memories = createMemories(db);
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const { person } = requireRole(c);
      return c.json({ memories: (await memories.list(person.id)).map(shown) });
    })
    .delete('/:n', async (c) => {
      const { person, mayApprove } = requireRole(c);
      if (!mayApprove) throw personNeeded();
      const n = c.req.param('n');
      if (n !== 'all' && !/^\d{1,4}$/.test(n))
        throw new TrellisError('request.invalid', 'Say the number of a note, or all.');
      const gone = await memories.forget(person.id, n === 'all' ? 'all' : [Number(n)]);
      return c.json({ forgotten: gone.map(shown) });
    });
}

function shown({ n, text, at }: Memory) {
  return { n, text, at: isoInstant(at) };
}
