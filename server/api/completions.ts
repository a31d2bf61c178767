import { Hono } from 'hono';
import { z } from 'zod';
import { withoutAddresses } from '../../tools/support/personal.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { withholdsPersonal } from '../auth/scopes.ts';
import { matching } from '../completions/matching.ts';
import { completable, sources } from '../completions/sources.ts';
import type { Installation } from '../installation.ts';

/** As many as the Model Context Protocol lets one answer have. */
const most = 100;
const askedSchema = z.strictObject({
  of: z.enum(completable),
  /** Of the values of which field. */
  field: z.string().max(100).optional(),
  /** What was typed so far. */
  text: z.string().max(200).default(''),
});

/** `GET /api/completions?of=track&text=smb`: what that may be the beginning of, best first, at most 100, and how many there are. */
export function completionRoutes(installation: Installation): Hono<AppEnv> {
  const { recentTaint } = installation;
  return new Hono<AppEnv>().get('/', async (c) => {
    const principal = requireRole(c);
    const { of, field, text } = askedSchema.parse(c.req.query());
    const { choices, tainted = [] } = await sources[of](installation, { field });
    const found = matching(choices, text);
    // What leads wrote may be anything.
    const values = withholdsPersonal(principal)
      ? found.filter((value) => withoutAddresses(value) === value)
      : found;
    if (values.length > 0) recentTaint.add(principal, tainted);
    return c.json({ values: values.slice(0, most), total: values.length });
  });
}
