import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../../../db/open-database.ts';
import type { LaneRange } from './lanes.ts';
import { type Asked, type Reader, readerOn } from './reader.ts';
import { type Context, type Tasks, tasks } from './tasks.ts';
import type { Done, Work } from './work.ts';

/** Given to a thread when it begins. */
export interface ThreadData {
  task: keyof Tasks;
  context: unknown;
  /** Of the server that it reads from itself; without it, it asks the thread that began it. */
  databaseUrl?: string;
}
export type ToThread = { lanes: LaneRange } | { answer: unknown };
export type FromThread = { done: Done } | { result: unknown } | { asked: Asked };

if (!parentPort) throw new Error('This file is run in a thread; see run.ts.');
const port = parentPort;
const { task, context, databaseUrl } = workerData as ThreadData;
const say = (message: FromThread) => port.postMessage(message);

let answered: (answer: never) => void = () => {};
const read: Reader = databaseUrl
  ? readerOn(await openDatabase({ home: '', databaseUrl }))
  : (name, query) => {
      say({ asked: { name, query } as Asked });
      return new Promise((resolve) => {
        answered = resolve;
      });
    };
const begin = tasks[task] as (context: Context<typeof task>, read: Reader) => Work<unknown>;
const work = begin(context as Context<typeof task>, read);

port.on('message', (message: ToThread) => {
  if ('answer' in message) answered(message.answer as never);
  // What fails ends the thread, and so the run.
  else void work(message.lanes, (done) => say({ done })).then((result) => say({ result }));
});
