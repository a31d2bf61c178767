import { Hono } from 'hono';
import { z } from 'zod';
import {
  type Attribution,
  type AttributionModel,
  attribution,
  attributionBy,
  attributionModels,
  conversionKinds,
} from '../../../engine/analytics/attribution/attribution.ts';
import { readPeriod } from '../../../engine/analytics/periods/read-period.ts';
import { requireRole } from '../../auth/guards.ts';
import type { AppEnv } from '../../auth/principal.ts';
import type { Installation } from '../../installation.ts';

/** The models in the order they are shown. */
export interface AttributionAnswer extends Attribution {
  models: readonly AttributionModel[];
}

const usualPeriod = 'last 90 days';

const querySchema = z.strictObject({
  of: z.enum(conversionKinds).default('won'),
  by: z.enum(attributionBy).default('item'),
  period: z.string().max(60).default(usualPeriod),
  /** How many days before it a touch may be. */
  lookback: z.coerce.number().int().min(1).max(730).default(90),
});

/** `GET /api/performance/attribution?of=&by=&period=&lookback=`: who gets the credit for what was won, by five models. */
export function attributionRoutes({ db, library, clock }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/', async (c) => {
    requireRole(c);
    const { of, by, period, lookback } = querySchema.parse(c.req.query());
    const { from, to } = readPeriod(period, clock());
    const kinds =
      by === 'kind'
        ? new Map((await library.shelf()).map(({ id, kind }): [string, string] => [id, kind]))
        : new Map<string, string>();
    const answer = await attribution(db, {
      of,
      by,
      from,
      to: Math.min(to, clock()),
      lookbackDays: lookback,
      kindOf: (item) => kinds.get(item) ?? 'no longer in the library',
    });
    return c.json({ ...answer, models: attributionModels } satisfies AttributionAnswer);
  });
}
