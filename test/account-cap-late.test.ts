import { beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Delivery } from '../engine/runtime/engine.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  PERSON,
  sampleProgram,
  type World,
} from './runtime-world.ts';
import { doneOrWaiting, heldCommit } from './support/held-commit.ts';

const cap = { count: 2, days: 1 };
const capped = sampleProgram({ policies: { accountCap: cap } });
const onServer = process.env.TEST_DATABASE === 'native';
let world: World;
let sent: number[];
beforeEach(async () => {
  world = await createWorld(capped);
  sent = [];
});

const sender = {
  kind: 'email' as const,
  send: async (_: Delivery) => {
    sent.push(world.now);
    return { status: 'sent' as const, messageId: 'x' };
  },
};
const arrive = (email: string) =>
  world.engine.ingest([
    consentOf(world, email, { account: { id: 'acme' } }),
    eventOf(world, email, 'page_visit'),
    eventOf(world, email, 'page_visit'),
  ]);
/** Two emails a day are decided for three days, and nobody sends. */
async function pileUp(): Promise<void> {
  for (let day = 0; day < 3; day++) {
    for (const name of ['a', 'b']) await arrive(`${name}${day}@acme.example`);
    world.now += DAY;
  }
}

describe('emails to an account that leave late', () => {
  it('leave as its cap allows, and not all at once', async () => {
    await pileUp();
    await world.engine.dispatch([sender]);
    expect(sent).toHaveLength(2);
    const waiting = await world.db.query(
      `select result, not_before as at from outbox where kind = 'email' and status = 'queued' and step = 'hello'`,
    );
    const later = { result: { status: 'later', reason: 'account_cap' }, at: world.now + DAY };
    expect(waiting).toEqual([later, later, later, later]);
    for (let n = 0; n < 12 * 4; n++) {
      world.now += 6 * HOUR;
      await world.settle();
      await world.engine.dispatch([sender]);
    }
    // Each of the six leads has had both of its emails.
    expect(sent).toHaveLength(12);
    for (const at of sent)
      expect(sent.filter((other) => other > at - DAY && other <= at).length).toBeLessThanOrEqual(2);
  });

  it('wait for those that leads merged since had', async () => {
    await world.activate(sampleProgram());
    await arrive('loser@acme.example');
    await arrive('other@acme.example');
    await world.engine.dispatch([sender]);
    const idOf = async (name: string) => (await world.engine.findLead(`${name}@acme.example`)) as string;
    await world.engine.merge(await idOf('loser'), await idOf('other'), PERSON);
    await arrive('late@acme.example');
    await world.activate(capped);
    await world.settle();
    await world.engine.dispatch([sender]);
    expect(sent).toHaveLength(2);
  });

  it.runIf(onServer)('are no more when two dispatchers send them at the same time', async () => {
    await pileUp();
    const { db, held, letGo } = heldCommit(world.db, 'mark_sending');
    const one = createEngine({ db, clock: () => world.now });
    const first = one.dispatch([sender], 2);
    await held;
    const second = world.another().dispatch([sender]);
    await doneOrWaiting(world.db, second);
    letGo();
    await Promise.all([first, second]);
    expect(sent).toHaveLength(2);
  });
});
