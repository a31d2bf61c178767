import { Hono } from 'hono';
import { z } from 'zod';
import { coverageBy } from '../../../tools/support/content/coverage-report.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import { chartTypes, coverageFor, drawCoverage } from '../../coverage.ts';
import type { Installation } from '../../installation.ts';

const bySchema = z.enum(coverageBy).default('segment');
const querySchema = z.strictObject({ by: bySchema });
const chartSchema = z.strictObject({
  by: bySchema,
  format: z.enum(['svg', 'png']).default('svg'),
  width: z.coerce.number().int().min(320).max(1_600).default(720),
  dark: z.stringbool().default(false),
});

/** `GET /api/library/coverage?by=`: the content matrix with its gaps; `/chart` below it: the same as SVG or PNG. */
export function coverageRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const principal = requireRole(c);
      const { by } = querySchema.parse(c.req.query());
      return c.json({ by, ...(await coverageFor(installation, principal, by)) });
    })
    .get('/chart', async (c) => {
      const principal = requireRole(c);
      const { by, ...look } = chartSchema.parse(c.req.query());
      const report = await coverageFor(installation, principal, by);
      return c.body(await drawCoverage(report, by, look), 200, { 'content-type': chartTypes[look.format] });
    });
}
