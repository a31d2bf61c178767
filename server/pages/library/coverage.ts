import { Hono } from 'hono';
import { z } from 'zod';
import { coveragePage } from '../../../console/library/coverage.ts';
import { coverageBy } from '../../../tools/support/content/coverage-report.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import { chartTypes, coverageFor, drawCoverage } from '../../coverage.ts';
import type { Installation } from '../../installation.ts';
import { frameOf } from '../session.ts';

const mostGaps = 100;
const bySchema = z.enum(coverageBy).catch('segment');
const chartSchema = z.object({
  by: bySchema,
  // As the page asks for it: two widths and two grounds.
  width: z.coerce
    .number()
    .pipe(z.literal([360, 720]))
    .catch(720),
  dark: z.stringbool().catch(false),
});

/** `/library/coverage`: the content matrix as a picture, and its gaps in words. */
export function coveragePages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/coverage', async (c) => {
      const frame = await frameOf(c, installation);
      const by = bySchema.parse(c.req.query('by'));
      const report = await coverageFor(installation, requireRole(c), by);
      const { coverageChart } = await import('../../../tools/support/content/coverage-chart.ts');
      const view = {
        ...frame,
        by,
        choices: coverageBy,
        groups: report.groups.length,
        picture: coverageChart(report, by, { width: 720 }).description,
        gaps: report.gaps.slice(0, mostGaps),
        total: report.gaps.length,
      };
      return c.html(coveragePage(view));
    })
    .get('/coverage/chart.png', async (c) => {
      const principal = requireRole(c);
      const { by, ...look } = chartSchema.parse(c.req.query());
      const report = await coverageFor(installation, principal, by);
      const drawn = await drawCoverage(report, by, { ...look, format: 'png' });
      return c.body(drawn, 200, { 'content-type': chartTypes.png, 'cache-control': 'private, max-age=60' });
    });
}
