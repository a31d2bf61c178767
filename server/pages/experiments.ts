import { type Context, Hono } from 'hono';
import { experimentPage, experimentsPage } from '../../console/performance/experiments.ts';
import { experiment as drawExperiment } from '../../engine/analytics/charts/experiment/experiment.ts';
import { decideExperiment } from '../../engine/analytics/experiments/decide-experiment.ts';
import {
  type ExperimentReading,
  readExperiment,
  readExperiments,
} from '../../engine/analytics/experiments/read-experiment.ts';
import { experimentData } from '../../engine/analytics/report/data/experiment-data.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { drawOnce } from '../performance/draw.ts';
import { chartWidth as width } from '../performance/report-charts.ts';
import { experimentState, shownExperiment } from '../performance/shown-experiment.ts';
import { formField, frameOf } from './session.ts';

const pathOf = (id: string) => `/experiments/${encodeURIComponent(id)}`;

/** `/experiments`: what is being tried; the form of one files the change that decides it. */
export function experimentPages(installation: Installation): Hono<AppEnv> {
  const { db, engine, changes, recentTaint } = installation;
  const read = async (c: Context<AppEnv, '/:id'>): Promise<ExperimentReading> =>
    readExperiment(db, { program: (await engine.program()).program, id: c.req.param('id') });
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const readings = await readExperiments(db, (await engine.program()).program);
      const experiments = readings.map((reading) => ({
        href: pathOf(reading.experiment.id),
        title: reading.experiment.title,
        state: experimentState(reading),
        verdict: reading.verdict.words,
      }));
      return c.html(experimentsPage({ ...frame, experiments }));
    })
    .get('/:id', async (c) => {
      const frame = await frameOf(c, installation);
      const reading = await read(c);
      const path = pathOf(reading.experiment.id);
      return c.html(
        experimentPage({
          ...frame,
          ...shownExperiment(reading),
          chart: {
            src: `${path}/chart.svg?`,
            words: drawExperiment(experimentData(reading), { width }).description,
          },
          action: `${path}/decision`,
          mayPropose: frame.person.role !== 'viewer',
        }),
      );
    })
    .get('/:id/chart.svg', async (c) => {
      requireRole(c);
      const dark = c.req.query('dark') === 'true';
      const { bytes } = drawOnce(drawExperiment(experimentData(await read(c)), { width, dark }), 'svg');
      return c.body(await bytes, 200, {
        'content-type': 'image/svg+xml',
        'cache-control': 'private, max-age=30',
      });
    })
    .post('/:id/decision', async (c) => {
      const principal = requireRole(c, 'marketer');
      const { program } = await engine.program();
      const decision = decideExperiment(program, c.req.param('id'), await formField(c, 'arm'));
      const { person: author, via } = principal;
      const tainted = recentTaint.of(principal);
      const change = await changes.propose({ ...decision, author, via, tainted });
      return c.redirect(`/changes/${change.id}`, 303);
    });
}
