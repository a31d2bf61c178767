import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../db/connection.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { eventStream, take } from './events.ts';
import { rateOver } from './measure.ts';

/** One of several engines on one server; reports its rate. */
const { url, leads, key, seconds, batchSize } = workerData as {
  url: string;
  leads: number;
  key: string;
  seconds: number;
  batchSize: number;
};
const db = await openDatabase({ home: '', databaseUrl: url });
const engine = createEngine({ db, clock: Date.now });
const stream = eventStream(leads, key, Date.now);
await engine.ingest(take(stream, batchSize));
parentPort?.postMessage('ready');
await new Promise((resolve) => parentPort?.once('message', resolve));
const rate = await rateOver(seconds, async () => (await engine.ingest(take(stream, 8 * batchSize))).accepted);
await db.close();
parentPort?.postMessage(rate);
parentPort?.close();
