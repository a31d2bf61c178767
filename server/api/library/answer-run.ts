import type { Context } from 'hono';
import { TrellisError } from '../../../db/errors.ts';
import type { AddReport, RunHooks } from '../../../knowledge/ingest/types.ts';
import type { Installation } from '../../installation.ts';
import { streamRun } from '../stream-run.ts';

/**
 * Runs what reads documents. Who accepts lines of JSON (`application/x-ndjson`) is told how far it is and gets the report
 * last, whatever was passed over; others get the report, or an error where nothing at all could be added.
 */
export async function answerRun(
  c: Context,
  { clock }: Pick<Installation, 'clock'>,
  run: (hooks: RunHooks) => Promise<AddReport>,
): Promise<Response> {
  if (c.req.header('accept') === 'application/x-ndjson') {
    return streamRun(c, 'library.failed', (hooks) => run({ now: clock(), ...hooks }));
  }
  const report = await run({ now: clock(), signal: c.req.raw.signal });
  assertSomething(report);
  return c.json(report, 201);
}

function assertSomething({ items, skipped }: AddReport): void {
  const [first] = skipped;
  if (first === undefined || items.length > 0) return;
  const faults = skipped.flatMap(({ source, code, message, faults }) =>
    faults.length > 0 ? faults : [{ path: source, code, message }],
  );
  const words = skipped
    .slice(0, 5)
    .map(({ source, message, faults }) => (faults.length > 0 ? message : `${source}: ${message}`));
  const code = skipped.length === 1 ? first.code : 'content.invalid';
  throw new TrellisError(code, `Nothing was added: ${words.join('; ')}`, { faults });
}
