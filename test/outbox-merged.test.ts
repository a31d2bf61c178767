import { describe, expect, it } from 'vitest';
import type { Delivered } from '../engine/runtime/engine.ts';
import { queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { consentOf, eventOf, HOUR, PERSON } from './runtime-world.ts';

/** A lead with the welcome email queued, and another that it will live on as. */
const twoLeads = async (name: string) => {
  const loser = await queueWelcome(`${name}.old@lead.example`);
  await world.engine.ingest([eventOf(world, `${name}@lead.example`, 'page_visit')]);
  const survivor = (await world.engine.findLead(`${name}@lead.example`)) as string;
  return { loser, survivor };
};
const told = (id: string) =>
  world.db.query(
    `select payload -> 'result' as result, payload -> 'lead' as lead from inputs where lead_id = $1 and kind = 'outcome'`,
    [id],
  );
const failed = { status: 'failed', reason: 'merged' };

it.each<Delivered>([
  { status: 'retry', reason: 'greylisted' },
  { status: 'later', reason: 'no key' },
])(
  'an email whose lead is merged while it is sent does not wait where nobody looks: $status',
  async (answer) => {
    const { loser, survivor } = await twoLeads(answer.status);
    await world.engine.dispatch([
      sender('email', async () => {
        await world.another().merge(loser, survivor, PERSON);
        return answer;
      }),
    ]);
    await world.settle();
    expect(await rowsOf(loser)).toMatchObject([{ status: 'failed', result: failed }]);
    expect(await told(survivor)).toEqual([{ result: failed, lead: loser }]);
  },
);

it('neither does one whose sender crashed before the merge and says later that it did not leave', async () => {
  const { loser, survivor } = await twoLeads('crash');
  await world.db.query(
    `update outbox set status = 'sending', attempts = 1, lease_until = to_timestamp($2::float8 / 1000)
     where lead_id = $1`,
    [loser, world.now],
  );
  await world.engine.merge(loser, survivor, PERSON);
  world.now += HOUR;
  const unsent = { ...sender('email'), reconcile: async () => ({ status: 'unsent' }) as const };
  await world.engine.dispatch([unsent]);
  await world.settle();
  expect(sent).toEqual([]);
  expect(await rowsOf(loser)).toMatchObject([{ status: 'failed', result: failed }]);
  expect(await told(survivor)).toEqual([{ result: failed, lead: loser }]);
});

describe('a hard bounce of an address that the lead has no longer', () => {
  const suppressionOf = async (email: string) =>
    (
      await world.db.query<{ suppressed: { reason: string } | null }>(
        `select state::json -> 'suppressed' as suppressed from leads where fields ->> 'email' = $1`,
        [email],
      )
    ).map(({ suppressed }) => suppressed?.reason ?? null);
  const bouncing = (meanwhile: () => Promise<unknown>) =>
    sender('email', async () => {
      await meanwhile();
      return { status: 'failed', reason: '550', bounce: 'hard' };
    });

  it('leaves the survivor of a merge alone', async () => {
    const { loser, survivor } = await twoLeads('bounce');
    await world.engine.dispatch([bouncing(() => world.another().merge(loser, survivor, PERSON))]);
    await world.settle();
    expect(await suppressionOf('bounce@lead.example')).toEqual([null]);
  });

  it('leaves a new address alone', async () => {
    await world.engine.ingest([
      consentOf(world, 'old@lead.example', { userId: 'mover' }),
      eventOf(world, 'old@lead.example', 'page_visit'),
      eventOf(world, 'old@lead.example', 'page_visit'),
    ]);
    const { email: _, ...moved } = eventOf(world, '', 'identify', {
      userId: 'mover',
      traits: { email: 'new@lead.example' },
    });
    await world.engine.dispatch([bouncing(() => world.another().ingest([moved]))]);
    await world.settle();
    expect(await suppressionOf('new@lead.example')).toEqual([null]);
  });

  it('stops the sending where it is the address still, however it is written', async () => {
    const id = await queueWelcome('stays@lead.example');
    const spell = { do: 'set_fields', fields: { email: 'Stays@Lead.example' } } as const;
    await world.engine.dispatch([bouncing(() => world.another().command(id, spell, PERSON))]);
    await world.settle();
    expect(await suppressionOf('Stays@Lead.example')).toEqual(['hard_bounce']);
  });
});
