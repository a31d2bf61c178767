import { createEngine } from '../engine/runtime/engine.ts';
import type { BenchDatabase } from './databases.ts';
import { startEngines } from './engines.ts';
import { benchProgram, eventStream, firstEvent, take } from './events.ts';
import { type Latency, latencyAt, rateOver } from './measure.ts';
import { createPlainTables, insertPlainly, recording } from './plain-insert.ts';

export interface Throughput {
  batchSize: number;
  /** Events decided and committed per second. */
  engine: number;
  /** Of the rows that these events wrote, inserted plainly: events' worth per second. */
  plain: number;
}

export interface DatabaseResult {
  database: string;
  leads: number;
  /** New leads per second while seeding: identities, accounts, consent, entering tracks. */
  newLeads: number;
  throughput: Throughput[];
  /** Events per second of two engines at once; server only. */
  twoWorkers?: number;
  /** Single events at 200/s: the engine beside the plain insert of the same rows. */
  latency: { engine: Latency; plain: Latency };
}

export interface BenchPlan {
  leads: number;
  batchSizes: readonly number[];
  seconds: number;
  progress: (line: string) => void;
}

/** Everything that is measured on one database, in order. */
export async function benchDatabase(
  name: string,
  target: BenchDatabase,
  plan: BenchPlan,
): Promise<DatabaseResult> {
  const { leads, seconds, progress } = plan;
  const { db } = target;
  const engine = createEngine({ db, clock: Date.now });
  await db.transaction((tx) => engine.activate(tx, benchProgram(), { changeId: null }));
  progress(`${name}: seeding ${leads} leads`);
  const newLeads = await seed(target, leads);
  await db.exec('vacuum analyze');

  const throughput: Throughput[] = [];
  for (const batchSize of plan.batchSizes) {
    progress(`${name}: batches of ${batchSize}`);
    throughput.push(await measureThroughput(target, plan, batchSize));
  }
  const size = plan.batchSizes[0] ?? 1000;
  const both = target.url && (await twoEngines(target.url, { leads, seconds, batchSize: size }));
  progress(`${name}: single events at 200/s`);
  return {
    database: name,
    leads,
    newLeads,
    throughput,
    ...(both && { twoWorkers: both }),
    latency: await measureLatency(target, plan),
  };
}

async function seed({ db }: BenchDatabase, leads: number): Promise<number> {
  const engine = createEngine({ db, clock: Date.now });
  const begin = performance.now();
  const chunk = 10_000;
  for (let n = 0; n < leads; n += chunk) {
    await engine.ingest(
      Array.from({ length: Math.min(chunk, leads - n) }, (_, i) => firstEvent(n + i, Date.now())),
    );
  }
  return (leads / (performance.now() - begin)) * 1000;
}

async function twoEngines(
  url: string,
  options: { leads: number; seconds: number; batchSize: number },
): Promise<number> {
  const engines = await startEngines(url, 2, Date.now());
  const results = await engines.all((n) => ({ do: 'ingest', key: `two-${n}`, ...options }));
  await engines.stop();
  return results.reduce((sum, { perSecond }) => sum + perSecond, 0);
}

async function measureThroughput(
  { db }: BenchDatabase,
  { leads, seconds }: BenchPlan,
  batchSize: number,
): Promise<Throughput> {
  const recorded = recording(db, 15);
  const engine = createEngine({ db: recorded.db, clock: Date.now, batchSize });
  const stream = eventStream({ leads, key: `rate-${batchSize}`, clock: Date.now, hot: true });
  // Warm: plans, caches and the just-in-time compiler.
  for (let n = 0; n < 3; n++) await engine.ingest(take(stream, batchSize));
  recorded.batches.length = 0;
  // As an import does it: more than one batch at hand.
  const rate = await rateOver(
    seconds,
    async () => (await engine.ingest(take(stream, 8 * batchSize))).accepted,
  );

  await createPlainTables(db);
  let next = 0;
  const begin = performance.now();
  for (const batch of recorded.batches) {
    await insertPlainly(db, batch);
    next += batchSize;
  }
  return { batchSize, engine: rate, plain: (next / (performance.now() - begin)) * 1000 };
}

async function measureLatency(
  { db }: BenchDatabase,
  { leads }: BenchPlan,
): Promise<DatabaseResult['latency']> {
  const perSecond = 200;
  const stream = eventStream({ leads, key: 'latency', clock: Date.now, hot: true });
  // What the bulk before has left to do is not what a single event waits for.
  await db.exec('vacuum analyze');
  await db.exec('checkpoint');
  const engine = createEngine({ db, clock: Date.now });
  for (let n = 0; n < 50; n++) await engine.ingest(take(stream, 1));
  const measured = await latencyAt(perSecond, 8, () => engine.ingest(take(stream, 1)));

  // The rows of single events, one transaction each.
  const recorded = recording(db, perSecond * 3);
  const single = createEngine({ db: recorded.db, clock: Date.now, batchSize: 1 });
  await single.ingest(take(stream, perSecond * 3));
  await createPlainTables(db);
  const plain = await latencyAt(perSecond, 3, async (n) => {
    const batch = recorded.batches[n];
    if (batch) await insertPlainly(db, batch);
  });
  return { engine: measured, plain };
}
