import { Hono } from 'hono';
import { z } from 'zod';
import { decideExperiment } from '../../../engine/analytics/experiments/decide-experiment.ts';
import { readExperiment, readExperiments } from '../../../engine/analytics/experiments/read-experiment.ts';
import { experimentMetrics } from '../../../engine/program/schema/experiments.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';
import { readJson } from '../read-json.ts';
import { shownReading } from './shown-reading.ts';

const querySchema = z.strictObject({ metric: z.enum(experimentMetrics).optional() });
const decisionSchema = z.strictObject({ arm: z.string().min(1).max(100) });

/** `/api/experiments`: how experiments stand; anybody signed in reads, a marketer files the change that decides one. */
export function experimentRoutes({ db, engine, changes, recentTaint }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      const { program } = await engine.program();
      const readings = await readExperiments(db, program);
      return c.json({ experiments: readings.map(shownReading) });
    })
    .get('/:id', async (c) => {
      requireRole(c);
      const { program } = await engine.program();
      const { metric } = querySchema.parse(c.req.query());
      return c.json(shownReading(await readExperiment(db, { program, id: c.req.param('id'), metric })));
    })
    .post('/:id/decision', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { arm } = await readJson(c, decisionSchema);
      const { program } = await engine.program();
      const { person: author, via } = principal;
      const tainted = recentTaint.of(principal);
      const decision = decideExperiment(program, c.req.param('id'), arm);
      return c.json(await changes.propose({ ...decision, author, via, tainted }), 201);
    });
}
