import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import { openDatabase } from '../../db/open-database.ts';
import { createEngine, type IncomingEvent } from '../../engine/runtime/engine.ts';
import { createEmailSender } from '../../integrations/email/sender.ts';
import { createLibrary } from '../../knowledge/library.ts';

/** Given to a worker at its start, as JSON in the environment variable CHAOS_WORKER. */
export interface WorkerSettings {
  url: string;
  smtpUrl: string;
  slot: number;
  /** Schedulers that run at once in this process. */
  schedulers: number;
  clock: { realStart: number; start: number; speed: number; jumped: number };
}

/** What its parent tells it. */
export type ToWorker = { call: number; events: IncomingEvent[] } | { pause: true } | { resumeAt: number };
/** What it tells its parent; `failed` says why. */
export type FromWorker = { ready: true } | { paused: true } | { call: number; failed?: string };

const settings = JSON.parse(process.env.CHAOS_WORKER ?? '') as WorkerSettings;

/** Fast, and its last digit is the worker's slot: by the leases in the outbox one tells whose sends were under way. */
function now(): number {
  const { realStart, start, speed, jumped } = settings.clock;
  const at = Math.floor(start + (Date.now() - realStart) * speed + jumped);
  return at - (at % 10) + settings.slot;
}

const tell = (message: FromWorker) => void process.send?.(message);

async function open(): Promise<Database> {
  for (;;) {
    try {
      return await openDatabase({ home: '', databaseUrl: settings.url });
    } catch {
      await wait(100);
    }
  }
}

const db = await open();
const engine = createEngine({ db, clock: now });
const email = createEmailSender({
  db,
  library: createLibrary(db),
  smtpUrl: settings.smtpUrl,
  publicUrl: 'https://app.trellis.internal',
  secret: 'chaos',
  clock: now,
  from: async () => (await engine.program()).program.policies.sender as never,
});
const senders = [email, ...(['task', 'notify'] as const).map((kind) => ({ kind, send: noted }))];

async function noted() {
  return { status: 'sent' as const, messageId: 'noted' };
}

let isPaused = false;
let working = 0;
const tellPaused = () => isPaused && working === 0 && tell({ paused: true });

process.on('message', (message: ToWorker) => {
  if ('pause' in message) {
    isPaused = true;
    return void tellPaused();
  }
  if ('resumeAt' in message) {
    settings.clock.jumped = message.resumeAt;
    isPaused = false;
    return;
  }
  const { call, events } = message;
  engine.ingest(events).then(
    ({ refused }) => tell(refused.length > 0 ? { call, failed: refused[0]?.reason } : { call }),
    (error) => tell({ call, failed: String(error) }),
  );
});
process.on('disconnect', () => process.exit());

async function schedule(): Promise<never> {
  for (;;) {
    if (isPaused) {
      await wait(10);
      continue;
    }
    let taken = 0;
    working++;
    for (const work of [() => engine.runDue(200), () => engine.dispatch(senders, 40)]) {
      taken += await work().catch(() => 0);
    }
    working--;
    tellPaused();
    await wait(taken > 0 ? 0 : 50);
  }
}

tell({ ready: true });
await Promise.all(Array.from({ length: settings.schedulers }, schedule));
