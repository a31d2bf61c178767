import { beforeAll, beforeEach } from 'vitest';
import type { Outcome } from '../engine/core/types.ts';
import type { Delivered, Delivery, EffectSender } from '../engine/runtime/engine.ts';
import { consentOf, createWorld, eventOf, type World } from './runtime-world.ts';

/** What the tests of the outbox have in common: one world a file, and what its senders were given in the test at hand. */
export let world: World;
beforeAll(async () => {
  world = await createWorld();
});

export const sent: Delivery[] = [];
beforeEach(() => {
  sent.length = 0;
});

/** Notes what it is given; says `sent` unless told otherwise. */
export const sender = (
  kind: EffectSender['kind'],
  outcome: (item: Delivery) => Promise<Delivered> = async () => ({ status: 'sent', messageId: 'x' }),
): EffectSender => ({
  kind,
  send: async (item) => {
    sent.push(item);
    return outcome(item);
  },
});
/** A lead with the welcome email queued. */
export const queueWelcome = async (email: string) => {
  await world.engine.ingest([
    consentOf(world, email),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
  return (await world.engine.findLead(email)) as string;
};
export const rowsOf = (id: string) =>
  world.db.query<{ kind: string; step: string | null; status: string; attempts: number; result: unknown }>(
    'select kind, step, status, attempts, result from outbox where lead_id = $1 order by seq, ordinal',
    [id],
  );
export const outcomesOf = async (id: string) =>
  (
    await world.db.query<{ payload: { result: Outcome } }>(
      `select payload from inputs where lead_id = $1 and kind = 'outcome' order by seq`,
      [id],
    )
  ).map((row) => row.payload.result);
