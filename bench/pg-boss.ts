import { PgBoss } from 'pg-boss';
import type { Database } from '../db/connection.ts';
import { ENGINE_SEMANTICS } from '../engine/core/decide.ts';
import type { LeadId } from '../engine/core/types.ts';
import { beginBatch } from '../engine/runtime/batch.ts';
import { decideBatch } from '../engine/runtime/decide-batch.ts';
import { loadLead } from '../engine/runtime/loaded-lead.ts';
import { createProgramCache } from '../engine/runtime/program-cache.ts';
import { lockLeads } from '../engine/runtime/sql/claim.ts';
import { semanticsId } from '../engine/runtime/sql/semantics.ts';

const queue = 'step';

/**
 * The usual home-made way: a job per step, which decides its lead in a transaction of its own and puts the lead's next
 * step into the queue. Decisions and rows are the engine's own, on the same database; only the way to them differs.
 * Jobs are fetched a hundred at a time, their transactions run on all connections at once, completed and enqueued
 * again as one statement each. Gives steps per second of one process.
 */
export async function stepsOnPgBoss(
  { db, url }: { db: Database; url: string },
  options: { at: number; seconds: number; jobs: number },
): Promise<number> {
  const { at, seconds, jobs } = options;
  const due = await db.query<{ id: LeadId }>(
    'select id from leads where next_due_at <= to_timestamp($1::float8 / 1000) and fault is null order by lane, id limit $2',
    [at, jobs],
  );
  if (due.length === 0) throw new Error('No lead is due.');
  const decide = await decider(db, at);
  const boss = new PgBoss({ connectionString: url, useListenNotify: true, max: 4 });
  boss.on('error', () => {});
  await boss.start();
  await boss.createQueue(queue);
  const enqueue = (ids: readonly { id: LeadId; startAfter?: Date }[]) =>
    boss.insert(
      queue,
      ids.map(({ id, startAfter }) => ({ data: { id }, ...(startAfter && { startAfter }) })),
    );
  for (let from = 0; from < due.length; from += 1000) await enqueue(due.slice(from, from + 1000));
  await db.exec('analyze');

  let done = 0;
  let begin = 0;
  const ended = Promise.withResolvers<number>();
  const perSecond = () => (done / (performance.now() - begin)) * 1000;
  const work = { batchSize: 100, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5, localConcurrency: 2 };
  await boss.work<{ id: LeadId }>(queue, work, async (batch) => {
    begin ||= performance.now();
    const next = await Promise.all(
      batch.map(async ({ data: { id } }) => ({ id, startAfter: await decide(id) })),
    );
    await enqueue(next.flatMap(({ id, startAfter }) => (startAfter ? [{ id, startAfter }] : [])));
    done += batch.length;
    if (performance.now() - begin > seconds * 1000 || done >= due.length) ended.resolve(perSecond());
  });
  // Jobs that failed do not count, and must not keep it waiting.
  setTimeout(() => ended.resolve(perSecond()), 3000 * seconds).unref();
  const rate = await ended.promise;
  await boss.stop({ graceful: true, close: true, timeout: 5000 });
  return rate;
}

/** Decides one lead in one transaction; gives when it is due next, far enough off not to be run again here. */
async function decider(db: Database, at: number): Promise<(id: LeadId) => Promise<Date | undefined>> {
  const settings = {
    programs: createProgramCache(),
    semantics: await db.transaction((tx) =>
      semanticsId(tx, ENGINE_SEMANTICS, process.versions.tz ?? 'unknown'),
    ),
    clock: () => at,
    batchSize: 1,
    log: () => {},
  };
  return (id) =>
    db.transaction(async (tx) => {
      const batch = await beginBatch(tx, settings);
      const works = (await lockLeads(tx, [id])).map((row) => ({ lead: loadLead(row), inputs: [] }));
      await decideBatch(batch, works);
      return new Date(Date.now() + 86_400_000);
    });
}
