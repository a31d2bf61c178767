import { beforeAll, expect, it, vi } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { EffectSender } from '../engine/runtime/engine.ts';
import type { PendingInput } from '../engine/runtime/pending-input.ts';
import { insertInbox } from '../engine/runtime/sql/inbox.ts';
import { consentOf, createWorld, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

// No valid program makes `decide` throw; a defect would. This one lives in version 1 and is mended in 2.
vi.mock('../engine/core/decide.ts', async (original) => {
  const core = await original<typeof import('../engine/core/decide.ts')>();
  const decide: typeof core.decide = (program, lead, input) => {
    if (program.version < 2 && input.kind === 'event' && input.event.properties.page_url === 'explode')
      throw new Error('boom');
    return core.decide(program, lead, input);
  };
  return { ...core, decide };
});

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
const leadOf = async (email: string) => {
  await world.engine.ingest([consentOf(world, email), eventOf(world, email, 'page_visit')]);
  return (await world.engine.findLead(email)) as string;
};
/** As if the lead had been in other hands when these came. */
const wait = (leadId: string, ...inputs: PendingInput['body'][]) =>
  world.db.transaction((tx) =>
    insertInbox(
      tx,
      inputs.map((body) => ({ leadId, input: { body } })),
    ),
  );
const happened = (id: string, name: string, page_url = 'x'): PendingInput['body'] => ({
  kind: 'event',
  event: { id, source: 'test', name, occurredAt: world.now, properties: { page_url } },
});
const inboxOf = (leadId: string) =>
  world.db.query<{ id: string }>(
    `select body #>> '{body,event,id}' as id from inbox where lead_id = $1 order by n`,
    [leadId],
  );
const inputsOf = (leadId: string) =>
  world.db.query<{ kind: string; message_id: string | null; payload: Record<string, unknown> | null }>(
    'select kind, message_id, payload from inputs where lead_id = $1 order by seq',
    [leadId],
  );

it('what waits for the other lead keeps its order, and nothing of it is lost, when the first of it cannot be decided', async () => {
  const [loser, survivor] = [await leadOf('park.old@lead.example'), await leadOf('park@lead.example')];
  await wait(
    loser,
    happened('before', 'page_visit'),
    happened('bad', 'page_visit', 'explode'),
    happened('after', 'page_visit'),
  );
  await world.engine.merge(loser, survivor, PERSON);
  expect(await inboxOf(loser)).toEqual([]);
  expect((await inputsOf(survivor)).at(-1)).toMatchObject({ message_id: 'before' });
  expect(await inboxOf(survivor)).toEqual([{ id: 'bad' }, { id: 'after' }]);

  await world.activate(sampleProgram());
  await world.settle();
  expect(await inboxOf(survivor)).toEqual([]);
  expect((await inputsOf(survivor)).flatMap(({ message_id }) => message_id ?? []).slice(-3)).toEqual([
    'before',
    'bad',
    'after',
  ]);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});

it('an outcome that waits for the other lead says whose email it was', async () => {
  const [loser, survivor] = [await leadOf('told.old@lead.example'), await leadOf('told@lead.example')];
  const result = { status: 'sent', messageId: 'm' } as const;
  await wait(loser, { kind: 'outcome', effect: '2:0', result });
  await world.engine.merge(loser, survivor, PERSON);
  expect((await inputsOf(survivor)).at(-1)).toMatchObject({
    kind: 'outcome',
    payload: { effect: '2:0', lead: loser },
  });
});

it('an unsubscribe that still waits under the other id stops the sending', async () => {
  const [loser, survivor] = [await leadOf('stop.old@lead.example'), await leadOf('stop@lead.example')];
  await world.engine.merge(loser, survivor, PERSON);
  // The second visit queues the welcome email; what the person then said came in under the id they no longer have.
  await world.engine.ingest([
    eventOf(world, 'stop@lead.example', 'page_visit'),
    eventOf(world, 'stop@lead.example', 'page_visit'),
  ]);
  const statusOf = async () =>
    (
      await world.db.query<{ status: string }>(
        `select status from outbox where lead_id = $1 and kind = 'email'`,
        [survivor],
      )
    ).map(({ status }) => status);
  expect(await statusOf()).toEqual(['queued']);
  await wait(loser, happened('leave', 'unsubscribe'));
  const sent: string[] = [];
  const sender: EffectSender = {
    kind: 'email',
    send: async ({ leadId }) => {
      sent.push(leadId);
      return { status: 'sent', messageId: 'm' };
    },
  };
  await world.engine.dispatch([sender]);
  await world.settle();
  await world.engine.dispatch([sender]);
  expect(sent).not.toContain(survivor);
  expect(await statusOf()).toEqual(['refused']);
});
