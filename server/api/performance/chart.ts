import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import { chartTypes } from '../../coverage.ts';
import type { Installation } from '../../installation.ts';
import { askedSchema, queryOf } from '../../performance/asked.ts';
import { drawOnce } from '../../performance/draw.ts';
import { chartKinds, readChart, trendMetricSchema } from '../../performance/read-chart.ts';
import { readFigures } from '../../performance/read-figures.ts';

const querySchema = z.strictObject({
  ...askedSchema.shape,
  kind: z.enum(chartKinds).default('funnel'),
  metric: trendMetricSchema.optional(),
  format: z.enum(['svg', 'png']).default('svg'),
  width: z.coerce.number().int().min(320).max(1_600).default(720),
  dark: z.stringbool().default(false),
});

/** `GET /api/performance/chart?kind=&format=` and the filters of a dashboard: one chart of it as SVG or PNG. */
export function chartRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/chart', async (c) => {
    requireRole(c);
    const { kind, metric, format, width, dark, ...asked } = querySchema.parse(c.req.query());
    const figures = await readFigures(installation, ({ program }) =>
      queryOf(program, asked, installation.clock()),
    );
    const chart = await readChart(installation, figures, { kind, metric });
    const { bytes } = drawOnce(chart({ width, dark }), format);
    return c.body(await bytes, 200, { 'content-type': chartTypes[format] });
  });
}
