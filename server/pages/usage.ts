import { Hono } from 'hono';
import { parseModelNames } from '../../agent/models/names.ts';
import { usagePage } from '../../console/usage.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { usageFor } from '../usage.ts';
import { frameOf } from './session.ts';

/** What language models took: an admin sees everybody, others see themselves. */
export function usagePages(installation: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    const frame = await frameOf(c, installation);
    const models = parseModelNames(installation.config.TRELLIS_MODEL).map(({ full }) => full);
    return c.html(usagePage({ ...frame, ...(await usageFor(c, installation)), models }));
  });
}
