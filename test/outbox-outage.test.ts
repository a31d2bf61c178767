import { expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createEngine, type Delivered } from '../engine/runtime/engine.ts';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { HOUR } from './runtime-world.ts';

const lost = () => Object.assign(new Error('terminating connection'), { code: '57P01' });

/** The world's database; `break` lets its next transaction fail: undone, or done and its answer lost. */
function breakable(): { db: Database; break: (how: 'undone' | 'done', then?: () => Promise<void>) => void } {
  let next: { how: 'undone' | 'done'; then?: () => Promise<void> } | undefined;
  return {
    break: (how, then) => {
      next = { how, then };
    },
    db: {
      ...world.db,
      transaction: async (body) => {
        const broken = next;
        next = undefined;
        if (broken?.how === 'undone') throw lost();
        const result = await world.db.transaction(body);
        if (!broken) return result;
        await broken.then?.();
        throw lost();
      },
    },
  };
}

const mail = { status: 'sent', messageId: 'x' } as const;

it.each(['undone', 'done'] as const)(
  'an email whose outcome meets a database that goes away, the transaction %s, is sent and not in doubt',
  async (how) => {
    const id = await queueWelcome(`outage-${how}@lead.example`);
    const broken = breakable();
    const engine = createEngine({ db: broken.db, clock: () => world.now });
    const send = async () => {
      broken.break(how);
      return mail;
    };
    await engine.dispatch([sender('email', send)]);
    expect(sent).toHaveLength(1);
    expect(await rowsOf(id)).toMatchObject([{ status: 'sent' }]);
    expect(await outcomesOf(id)).toEqual([mail]);
  },
);

it('an email put off, and sent by another meanwhile, is not put off again', async () => {
  const id = await queueWelcome('put-off-twice@lead.example');
  const broken = breakable();
  const engine = createEngine({ db: broken.db, clock: () => world.now });
  let release: (delivered: Delivered) => void = () => {};
  let other: Promise<unknown> = Promise.resolve();
  // The answer is lost; before it is asked again another process has taken the email and is sending it.
  const takenByAnother = async () => {
    world.now += HOUR;
    const begun = Promise.withResolvers<void>();
    const slow = () => {
      begun.resolve();
      return new Promise<Delivered>((resolve) => {
        release = resolve;
      });
    };
    other = world.another().dispatch([sender('email', slow)]);
    await begun.promise;
  };
  const notNow = async () => {
    broken.break('done', takenByAnother);
    return { status: 'retry', reason: 'not now' } as const;
  };
  await engine.dispatch([sender('email', notNow)], 1);
  expect(await rowsOf(id)).toMatchObject([{ status: 'sending' }]);
  release(mail);
  await other;
  expect(sent).toHaveLength(2);
  expect(await rowsOf(id)).toMatchObject([{ status: 'sent' }]);
});
