import { setTimeout as wait } from 'node:timers/promises';
import { createRandom, type Random } from '../../demo/random.ts';
import type { IncomingEvent } from '../../engine/runtime/engine.ts';
import type { WorkerSlot } from './workers.ts';

export interface Producers {
  /** Message ids whose events a worker acknowledged. */
  acknowledged: ReadonlySet<string>;
  /** Deliveries that had to be repeated because nobody acknowledged them. */
  repeated(): number;
  /** Makes no new events; resolves when all made so far are acknowledged. */
  stop(): Promise<void>;
}

/**
 * Four producers that send batches about the same leads to any worker and repeat them, unchanged, until one
 * acknowledges. Some batches go to two workers at once.
 */
export function startProducers(options: {
  seed: string;
  leads: number;
  workers: readonly WorkerSlot[];
  clock: () => number;
}): Producers {
  const { seed, leads, workers, clock } = options;
  const acknowledged = new Set<string>();
  let stopped = false;
  let repeated = 0;

  const produce = async (name: string) => {
    const random = createRandom(seed, name);
    for (let n = 0; !stopped; n++) {
      const events = Array.from({ length: random.int(1, 30) }, (_, k) =>
        eventOf(random, `${name}-${n}-${k}`, leads, clock()),
      );
      const deliver = () => random.pick(workers).ingest(events);
      for (let isFirst = true; ; isFirst = false) {
        if (!isFirst) repeated++;
        const answers = await Promise.allSettled(random.chance(0.1) ? [deliver(), deliver()] : [deliver()]);
        if (answers.some(({ status }) => status === 'fulfilled')) break;
        await wait(random.int(10, 100));
      }
      for (const { messageId } of events) acknowledged.add(messageId);
      await wait(random.int(5, 60));
    }
  };
  const running = Promise.all(['one', 'two', 'three', 'four'].map(produce));
  return {
    acknowledged,
    repeated: () => repeated,
    stop: async () => {
      stopped = true;
      await running;
    },
  };
}

/** Any event may be a lead's first: each carries who it is. */
function eventOf(random: Random, messageId: string, leads: number, occurredAt: number): IncomingEvent {
  const n = random.int(0, leads - 1);
  const base = { messageId, source: 'chaos', email: `lead${n}@chaos.internal`, occurredAt };
  const known = random.chance(0.4) ? { userId: `user-${n}` } : {};
  const grouped = random.chance(0.1)
    ? { account: { id: `account${n % 12}`, fields: { round: random.int(1, 5) } } }
    : {};
  const [name, properties] = random.weighted<[string, IncomingEvent['properties']]>([
    [['page_visit', { page_url: `/page${random.int(1, 9)}` }], 70],
    [['form_submit', { form_type: 'note' }], 8],
    [['webinar_attendance', { item: 'webinar' }], 4],
    [['consent_granted', { purpose: 'marketing', basis: 'consent', wording: 'Send me news' }], 18],
  ]);
  return { ...base, ...known, ...grouped, name, properties, traits: { first_name: `First${n}` } };
}
