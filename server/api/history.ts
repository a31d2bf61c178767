import { Hono } from 'hono';
import { z } from 'zod';
import { historyKeptFrom } from '../../db/history-kept-from.ts';
import { takeSnapshots } from '../../engine/backtest/snapshots.ts';
import { countSnapshots } from '../../engine/backtest/sql/snapshots.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import { measureParts } from '../../engine/runtime/sql/history-parts.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { isoInstant } from './iso-instant.ts';
import { readJson } from './read-json.ts';

const snapshotSchema = z.strictObject({ acceptOlder: z.boolean().optional() });

/** The parts of the input log, and the snapshots that stand for what came before them. */
export function historyRoutes({ db, clock, config }: Installation): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      requireRole(c);
      const keptFrom = await historyKeptFrom(db);
      const parts = await measureParts(db);
      const snapshots = await countSnapshots(db);
      const instant = (at: number | null | undefined) => (at == null ? null : isoInstant(at));
      return c.json({
        months: config.TRELLIS_HISTORY_MONTHS ?? null,
        keptFrom: instant(keptFrom),
        parts: parts.map((part) => ({ ...part, from: instant(part.from), to: instant(part.to) })),
        snapshots: Object.fromEntries(snapshots.map(({ basis, leads }) => [basis, leads])),
      });
    })
    .post('/snapshots', async (c) => {
      requireRole(c, 'admin');
      const { acceptOlder = false } = await readJson(c, snapshotSchema);
      const report = await takeSnapshots(db, { now: clock(), acceptOlder });
      const details = { leads: report.taken, acceptOlder };
      await db.transaction(async (tx) => appendAudit(tx, { action: 'snapshots', at: clock(), details }));
      return c.json(report);
    });
}
