import type { Context } from 'hono';
import { z } from 'zod';
import { verifyReplay } from '../../engine/backtest/replay.ts';
import type { Installation } from '../installation.ts';
import { streamRun } from './stream-run.ts';

const askedSchema = z.object({ fromStart: z.stringbool().optional() });

/** Decides the log again. Who accepts lines of JSON (`application/x-ndjson`) is told how far it is; others get the report. */
export async function answerReplay(c: Context, { db, parallel }: Installation): Promise<Response> {
  const { fromStart = false } = askedSchema.parse(c.req.query());
  if (c.req.header('accept') === 'application/x-ndjson')
    return streamRun(c, 'replay.failed', (hooks) => verifyReplay(db, { fromStart, parallel, ...hooks }));
  return c.json(await verifyReplay(db, { fromStart, parallel, signal: c.req.raw.signal }));
}
