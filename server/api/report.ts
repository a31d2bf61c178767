import { Hono } from 'hono';
import { z } from 'zod';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { askedSchema } from '../performance/asked.ts';
import { makeReport } from '../performance/make-report.ts';
import { reportSecurityPolicy } from '../security.ts';
import { isoInstant } from './iso-instant.ts';

const querySchema = askedSchema.extend({
  dark: z.stringbool().default(false),
  company: z.string().trim().max(120).optional(),
  format: z.enum(['html', 'json']).default('html'),
});

/** `GET /api/report`: the figures of a period as one HTML file; with `format=json` the file in an answer that says more. */
export function reportRoutes(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { dark, company, format, ...asked } = querySchema.parse(c.req.query());
    const { html, file, asOf, summary } = await makeReport(installation, principal, asked, { dark, company });
    if (format === 'json') return c.json({ file, asOf: isoInstant(asOf), summary, html });
    return c.body(html, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-disposition': `attachment; filename="${file}"`,
      'content-security-policy': reportSecurityPolicy,
    });
  });
}
