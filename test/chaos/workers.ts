import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { IncomingEvent } from '../../engine/runtime/engine.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './worker.ts';

/** One of the three: a process, and after each kill the next one. */
export interface WorkerSlot {
  slot: number;
  /** Resolves when the present process has opened the database and works. */
  ready(): Promise<void>;
  /** Resolves when its events are committed; rejects when it said no, or died before it said anything. */
  ingest(events: IncomingEvent[]): Promise<void>;
  /** Resolves when its schedulers have ended what they had in hand; events it still takes. */
  pause(): Promise<void>;
  /** With the clock moved on by so much since the start. */
  resume(jumpedMs: number): void;
  /** SIGKILL; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Begins the next process. */
  start(): void;
  /** How its connections to the database are called. */
  applicationName(): string;
  /** How often it ended though nobody killed it. */
  diedByItself(): number;
  stop(): Promise<void>;
}

export function createSlot(settings: WorkerSettings): WorkerSlot {
  const { slot, clock } = settings;
  let generation = 0;
  let child: ChildProcess | undefined;
  let isReady = Promise.withResolvers<void>();
  let isPaused = Promise.withResolvers<void>();
  let killed = false;
  let died = 0;
  let calls = 0;
  const underWay = new Map<number, PromiseWithResolvers<void>>();

  const applicationName = () => `chaos-${slot}-${generation}`;
  const onMessage = (message: FromWorker) => {
    if ('ready' in message) return isReady.resolve();
    if ('paused' in message) return isPaused.resolve();
    const call = underWay.get(message.call);
    underWay.delete(message.call);
    if (message.failed === undefined) call?.resolve();
    else call?.reject(new Error(message.failed));
  };
  const onExit = () => {
    if (!killed) died++;
    for (const { reject } of underWay.values()) reject(new Error('the worker died'));
    underWay.clear();
  };
  const tell = (message: ToWorker) => child?.connected && child.send(message, () => {});
  const kill = async () => {
    killed = true;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return {
    slot,
    applicationName,
    ready: () => isReady.promise,
    diedByItself: () => died,
    kill,
    stop: kill,
    start() {
      generation++;
      killed = false;
      isReady = Promise.withResolvers();
      const url = new URL(settings.url);
      url.searchParams.set('application_name', applicationName());
      child = fork(join(import.meta.dirname, 'worker.ts'), {
        env: { ...process.env, CHAOS_WORKER: JSON.stringify({ ...settings, url: url.href }) },
        execArgv: [],
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      child.on('message', onMessage);
      child.on('exit', onExit);
      child.on('error', () => {});
    },
    pause() {
      isPaused = Promise.withResolvers();
      tell({ pause: true });
      return isPaused.promise;
    },
    resume(jumpedMs) {
      clock.jumped = jumpedMs;
      tell({ resumeAt: jumpedMs });
    },
    ingest(events) {
      const answer = Promise.withResolvers<void>();
      const call = ++calls;
      underWay.set(call, answer);
      if (!tell({ call, events })) {
        underWay.delete(call);
        answer.reject(new Error('the worker is away'));
      }
      return answer.promise;
    },
  };
}
