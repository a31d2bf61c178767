import { Hono } from 'hono';
import { z } from 'zod';
import { countLists } from '../../engine/analytics/sql/count-lists.ts';
import { room } from '../../engine/core/room.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { readJson } from './read-json.ts';

const membersSchema = z.strictObject({
  list: z.string().trim().min(1).max(room.name),
  /** Ids or email addresses. */
  leads: z.array(z.string().trim().min(1).max(320)).min(1).max(1_000),
});

/** The lists that leads are on, and leads that a person puts on one or takes off. Others come by imports and events. */
export function listRoutes({ db, engine }: Installation): Hono<AppEnv> {
  const change = (path: '/add' | '/remove', command: 'join_list' | 'leave_list') =>
    routes.post(path, async (c) => {
      const { person } = requireRole(c, 'marketer');
      const { list, leads } = await readJson(c, membersSchema);
      const unknown: string[] = [];
      for (const given of new Set(leads)) {
        const id = await engine.findLead(given);
        if (id === undefined) unknown.push(given);
        else await engine.command(id, { do: command, list }, person.id);
      }
      return c.json({ list, changed: new Set(leads).size - unknown.length, unknown });
    });
  const routes = new Hono<AppEnv>();
  routes.get('/', async (c) => {
    requireRole(c);
    return c.json({ lists: await countLists(db) });
  });
  change('/add', 'join_list');
  change('/remove', 'leave_list');
  return routes;
}
