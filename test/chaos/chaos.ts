import { setTimeout as wait } from 'node:timers/promises';
import { openDatabase } from '../../db/open-database.ts';
import { createRandom } from '../../demo/random.ts';
import { createEngine } from '../../engine/runtime/engine.ts';
import { createInFlight } from './in-flight.ts';
import { startProducers } from './producers.ts';
import { chaosProgram } from './program.ts';
import { quiesce } from './quiesce.ts';
import type { ChaosServer } from './server.ts';
import { type MoodySmtp, startSmtp } from './smtp-server.ts';
import { type Check, verifyAll } from './verify.ts';
import { createSlot, type WorkerSlot } from './workers.ts';

export interface ChaosPlan {
  /** Repeats what is drawn: events, victims, moments, moods. How processes interleave is the machine's. */
  seed: string;
  kills: number;
  restarts: number;
  leads: number;
  progress: (line: string) => void;
}

export interface ChaosReport {
  seed: string;
  seconds: number;
  kills: number;
  restarts: { count: number; how: string };
  /** Batches that producers had to deliver again. */
  repeated: number;
  /** Sends that were under way at the kills. */
  inFlightAtKills: number;
  moods: MoodySmtp['moods'];
  checks: readonly Check[];
}

/** The engine's clock runs this much faster: retries after a minute come within the run. */
const speed = 10;
/** Monday, 5 January 2026, 12:00 UTC. */
const start = 1_767_614_400_000;

/**
 * Three workers, each with two schedulers, under producers that repeat until acknowledged and an SMTP server of moods,
 * while workers are killed and the database is broken off at random; then calm, and the count.
 */
export async function runChaos(server: ChaosServer, plan: ChaosPlan): Promise<ChaosReport> {
  const { seed, leads, progress } = plan;
  const begin = Date.now();
  const clock = { realStart: begin, start, speed, jumped: 0 };
  const now = () => Math.floor(start + (Date.now() - begin) * speed);
  const db = await openDatabase({ home: '', databaseUrl: server.url });
  const smtp = await startSmtp(seed);
  const engine = createEngine({ db, clock: now });
  const program = await chaosProgram(db);
  await db.transaction((tx) => engine.activate(tx, program, { changeId: null }));

  const workers = [1, 2, 3].map((slot) =>
    createSlot({ url: server.url, smtpUrl: smtp.url, slot, schedulers: 2, clock: { ...clock } }),
  );
  try {
    for (const worker of workers) worker.start();
    const producers = startProducers({ seed, leads, workers, clock: now });
    const inFlight = createInFlight(db);
    const kills = await storm(server, plan, workers, inFlight);
    progress(`${kills} kills; the producers end`);
    smtp.calm();
    await producers.stop();
    progress('all is calm; what is left is done');
    await Promise.all(workers.map((worker) => worker.ready()));
    await quiesce(db, { workers, clock: now, patienceMs: 120_000 });
    await Promise.all(workers.map((worker) => worker.stop()));
    const checks = await verifyAll(db, { producers, smtp, inFlight });
    const died = workers.reduce((sum, worker) => sum + worker.diedByItself(), 0);
    return {
      seed,
      seconds: (Date.now() - begin) / 1000,
      kills,
      restarts: { count: plan.restarts, how: server.restarts },
      repeated: producers.repeated(),
      inFlightAtKills: inFlight.atKills.size,
      moods: smtp.moods,
      checks: [
        ...checks,
        { what: 'workers that died by themselves', found: died, broken: died > 0 ? [`${died}`] : [] },
      ],
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
    await smtp.close();
    await db.close();
  }
}

/** Kills until it has killed often enough, with the restarts spread between. */
async function storm(
  server: ChaosServer,
  { seed, kills, restarts, progress }: ChaosPlan,
  workers: readonly WorkerSlot[],
  inFlight: ReturnType<typeof createInFlight>,
): Promise<number> {
  const random = createRandom(seed, 'storm');
  const kill = async (victims: readonly WorkerSlot[]) => {
    await Promise.all(victims.map((victim) => victim.kill()));
    for (const victim of victims) await patiently(() => inFlight.noteKill(victim));
    for (const victim of victims) victim.start();
    return victims.length;
  };
  let killed = 0;
  let restarted = 0;
  while (killed < kills) {
    const victims = random.chance(0.06) ? workers : [random.pick(workers)];
    // Most are struck at work, many of these while they send, some while they start.
    if (random.chance(0.85))
      await Promise.all(victims.map((victim) => Promise.race([victim.ready(), wait(20_000)])));
    await wait(random.int(30, 700));
    const [victim] = victims;
    if (victim && random.chance(0.4)) await inFlight.untilSending(victim);
    if (restarted < (restarts * (killed + 1)) / (kills + 1)) {
      const restarting = server.restart(restarted % 2 === 0 ? 'immediate' : 'fast');
      if (random.chance(0.5)) killed += await kill(victims);
      await restarting;
      restarted++;
      await patiently(() => inFlight.noteRestart());
      progress(`${killed} kills, ${restarted} restarts`);
      continue;
    }
    killed += await kill(victims);
    if (killed % 20 === 0) progress(`${killed} kills`);
  }
  return killed;
}

/** The database may be away for a moment. */
async function patiently(body: () => Promise<void>): Promise<void> {
  for (let left = 300; ; left--) {
    try {
      return await body();
    } catch (error) {
      if (left === 0) throw error;
      await wait(100);
    }
  }
}
