import { setTimeout as wait } from 'node:timers/promises';
import { createEngine } from '../engine/runtime/engine.ts';
import { onServer } from './databases.ts';
import { startEngines } from './engines.ts';
import { eventStream, take } from './events.ts';
import { firstStepsAt, loadedAt, loadLeads, nextStepsAt } from './load-leads.ts';
import { drainFor, type Latency, latencyAt, rateOver } from './measure.ts';
import { stepsOnPgBoss } from './pg-boss.ts';
import { createPlainTables, insertPlainly, recording } from './plain-insert.ts';

const batchSize = 1000;
const hour = 3_600_000;

/** Per second: the engine, and the plain insert of the rows it wrote. */
interface BesidePlain {
  engine: number;
  plain: number;
}

export interface ScaleResult {
  leads: number;
  /** In the log when measuring began. */
  inputs: number;
  events: BesidePlain;
  eventsOfTwo: number;
  /** A step of every lead due at once, two engines: seconds until all were taken, and leads per second. */
  allDue: { seconds: number; perSecond: number };
  steps: BesidePlain;
  /** Single events at 1,000/s while timers fall due: from arrival to the committed outbox. */
  latency: Latency & { timers: number };
  /** The most that a worker's process has had (bytes). */
  rss: number;
  pgBoss: number;
}

/** Everything that is measured at one number of leads. */
export async function benchScale(
  serverUrl: string,
  options: { leads: number; seconds: number; latencySeconds: number; progress: (line: string) => void },
): Promise<ScaleResult> {
  const { leads, seconds, latencySeconds, progress } = options;
  const target = await onServer(serverUrl);
  const { db, url } = target;
  if (!url) throw new Error('a server has a URL');
  try {
    const inputs = await loadLeads(db, leads, progress);
    const engines = await startEngines(url, 2, loadedAt + hour);
    progress(`${leads} leads: events`);
    const stream = eventStream({ leads, key: 'scale', clock: () => loadedAt + hour, hot: true });
    const recorded = recording(db, 15);
    const one = createEngine({ db: recorded.db, clock: () => loadedAt + hour });
    await one.ingest(take(stream, batchSize));
    const events = await rateOver(
      seconds,
      async () => (await one.ingest(take(stream, 8 * batchSize))).accepted,
    );
    const plainEvents = await plainRate(target, recorded.batches, batchSize);
    const both = await engines.all((n) => ({ do: 'ingest', key: `two-${n}`, leads, seconds, batchSize }));

    progress(`${leads} leads: single events while timers fall due`);
    const latency = await latencyWhileDue(target, { leads, seconds: latencySeconds, engines });

    progress(`${leads} leads: a step of each falls due`);
    await db.exec('vacuum analyze');
    const drained = await engines.all(() => ({ do: 'drain', at: firstStepsAt }));
    const taken = drained.reduce((sum, { count }) => sum + count, 0);
    const perSecond = drained.reduce((sum, result) => sum + result.perSecond, 0);

    progress(`${leads} leads: the next steps, as pg-boss jobs`);
    const jobs = Math.min(3000 * seconds, leads / 5);
    const pgBoss = await stepsOnPgBoss({ db, url }, { at: nextStepsAt, seconds, jobs });
    progress(`${leads} leads: the next steps, by the engine`);
    const steps = await stepRate(target, seconds);
    await engines.stop();
    return {
      leads,
      inputs,
      events: { engine: events, plain: plainEvents },
      eventsOfTwo: both.reduce((sum, result) => sum + result.perSecond, 0),
      allDue: { seconds: taken / perSecond, perSecond },
      steps,
      latency,
      rss: Math.max(...drained.map(({ rss }) => rss)),
      pgBoss,
    };
  } finally {
    await target.remove();
  }
}

type Target = Awaited<ReturnType<typeof onServer>>;

async function plainRate(
  { db }: Target,
  batches: Parameters<typeof insertPlainly>[1][],
  each: number,
): Promise<number> {
  await createPlainTables(db);
  const begin = performance.now();
  for (const batch of batches) await insertPlainly(db, batch);
  return ((batches.length * each) / (performance.now() - begin)) * 1000;
}

/** One engine takes what is due, for some seconds or until nothing is. */
async function stepRate(target: Target, seconds: number): Promise<BesidePlain> {
  const recorded = recording(target.db, 15);
  const engine = createEngine({ db: recorded.db, clock: () => nextStepsAt });
  await engine.runDue();
  recorded.batches.length = 0;
  const rate = await drainFor(engine, seconds);
  return { engine: rate, plain: await plainRate(target, recorded.batches, batchSize) };
}

/** Four hours after they came the pricing visitors fall due, one lead in ten; a worker takes them meanwhile. */
async function latencyWhileDue(
  { db }: Target,
  options: { leads: number; seconds: number; engines: Awaited<ReturnType<typeof startEngines>> },
): Promise<ScaleResult['latency']> {
  const { leads, seconds, engines } = options;
  const dueAt = loadedAt + 4 * hour;
  const [due] = await db.query<{ n: number }>(
    'select count(*) as n from leads where next_due_at <= to_timestamp($1::float8 / 1000)',
    [dueAt + 1000],
  );
  await db.exec('vacuum analyze');
  await db.exec('checkpoint');
  const startsAt = dueAt - 3000;
  const realAt = Date.now();
  const clock = () => startsAt + Date.now() - realAt;
  const engine = createEngine({ db, clock });
  const stream = eventStream({ leads, key: 'latency', clock, hot: true });
  for (let n = 0; n < 50; n++) await engine.ingest(take(stream, 1));
  const working = engines.all((n) => (n === 0 ? { do: 'work', at: clock() } : { do: 'stop work' }));
  const measured = await latencyAt(1000, seconds, () => engine.ingest(take(stream, 1)));
  // The other engine has no task and answered at once; the first is told to end now.
  await wait(0);
  await Promise.all([engines.all(() => ({ do: 'stop work' })), working]);
  return { ...measured, timers: due?.n ?? 0 };
}
