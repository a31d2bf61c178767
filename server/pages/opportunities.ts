import { type Context, Hono } from 'hono';
import { opportunitiesPage } from '../../console/performance/opportunities.ts';
import { opportunitiesFor } from '../../tools/support/opportunities/find.ts';
import { proposeOpportunity } from '../../tools/support/opportunities/propose.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { frameOf } from './session.ts';

/** `/opportunities`: what could be done better; its form files the change of one for approval. */
export function opportunityPages(installation: Installation): Hono<AppEnv> {
  const { services, clock, recentTaint } = installation;
  const contextOf = (c: Context<AppEnv>, tainted: string[]) => {
    const { person, via } = requireRole(c);
    return { person, via, now: clock(), tainted, services };
  };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const tainted: string[] = [];
      const { days, opportunities, notes } = await opportunitiesFor(contextOf(c, tainted));
      recentTaint.add(requireRole(c), tainted);
      return c.html(
        opportunitiesPage({
          ...frame,
          days,
          notes,
          mayPropose: frame.person.role !== 'viewer',
          opportunities: opportunities.map(({ id, title, words, change, note }) => ({
            id,
            title,
            // The first of them is the title.
            words: words.slice(1),
            note,
            ...(change && { change: change.title }),
          })),
        }),
      );
    })
    .post('/:id/propose', async (c) => {
      const principal = requireRole(c, 'marketer');
      const context = contextOf(c, recentTaint.of(principal));
      const change = await proposeOpportunity(context, c.req.param('id'));
      return c.redirect(`/changes/${change.id}`, 303);
    });
}
