import { expect, it } from 'vitest';
import type { EventOutcome } from './ingest-call.ts';
import { createIngestQueue } from './ingest-queue.ts';
import { type NormalEvent, normaliseEvent } from './normalise.ts';

const event = (id: string, userId = id) =>
  normaliseEvent({ messageId: id, source: 's', userId, name: 'x', occurredAt: 0, properties: {} }, {});
const many = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => event(`${prefix}${n}`));

/** A queue whose batches are let through one by one. */
function gated(
  batchSize: number,
  outcome: (event: NormalEvent) => EventOutcome = () => 'accepted',
  depth = 1,
) {
  const batches: { ids: string[]; lock(): void; pass(): void; fail(error: Error): void }[] = [];
  const enqueue = createIngestQueue(
    { batchSize, depth },
    (events, lock) =>
      new Promise((resolve, reject) =>
        batches.push({
          ids: events.map((e) => e.messageId),
          lock,
          pass: () => resolve(events.map(outcome)),
          fail: reject,
        }),
      ),
  );
  return { batches, enqueue };
}
const ticks = async () => {
  for (let n = 0; n < 5; n++) await Promise.resolve();
};

it('an event that finds it idle goes at once; those that come meanwhile share the next batch', async () => {
  const { batches, enqueue } = gated(10);
  const calls = [enqueue([event('a')]), enqueue([event('b')]), enqueue([event('c')])];
  expect(batches.map((batch) => batch.ids)).toEqual([['a']]);
  batches[0]?.pass();
  await ticks();
  expect(batches.map((batch) => batch.ids)).toEqual([['a'], ['b', 'c']]);
  batches[1]?.pass();
  expect(await Promise.all(calls)).toMatchObject([{ accepted: 1 }, { accepted: 1 }, { accepted: 1 }]);
});

it('small calls go before the rest of a large one', async () => {
  const { batches, enqueue } = gated(60);
  const large = enqueue(many('big', 130));
  const small = enqueue([event('small')]);
  for (let n = 0; n < 3; n++) {
    batches[n]?.pass();
    await ticks();
  }
  expect(batches.map((batch) => [batch.ids[0], batch.ids.length])).toEqual([
    ['big0', 60],
    ['small', 60],
    ['big119', 11],
  ]);
  expect(await Promise.all([large, small])).toMatchObject([{ accepted: 130 }, { accepted: 1 }]);
});

it('each call hears of its own events only', async () => {
  const outcomes: Record<string, EventOutcome> = {
    b: 'duplicate',
    c: 'parked',
    d: { refused: 'no' },
    e: 'pending',
  };
  const { batches, enqueue } = gated(10, ({ messageId }) => outcomes[messageId] ?? 'accepted');
  const calls = [enqueue([event('a')]), enqueue([event('b'), event('c')]), enqueue([event('d'), event('e')])];
  batches[0]?.pass();
  await ticks();
  batches[1]?.pass();
  expect(await Promise.all(calls)).toEqual([
    { accepted: 1, duplicates: 0, pending: 0, parked: 0, refused: [] },
    { accepted: 1, duplicates: 1, pending: 0, parked: 1, refused: [] },
    { accepted: 1, duplicates: 0, pending: 1, parked: 0, refused: [{ messageId: 'd', reason: 'no' }] },
  ]);
});

it('a failure rejects the calls of its batch and leaves the others', async () => {
  const { batches, enqueue } = gated(60);
  const failing = enqueue(many('big', 130));
  const rejected = expect(failing).rejects.toThrow('gone');
  const later = enqueue([event('later')]);
  batches[0]?.fail(new Error('gone'));
  await rejected;
  await ticks();
  batches[1]?.pass();
  expect(await later).toMatchObject({ accepted: 1 });
  const next = enqueue([event('next')]);
  await ticks();
  expect(batches.map((batch) => batch.ids.length)).toEqual([60, 1, 1]);
  batches[2]?.pass();
  expect(await next).toMatchObject({ accepted: 1 });
  expect(await enqueue([])).toMatchObject({ accepted: 0 });
});

it('with a depth of two the next batch begins when the one before holds its locks', async () => {
  const { batches, enqueue } = gated(2, undefined, 2);
  const call = enqueue(many('e', 6));
  expect(batches).toHaveLength(1);
  batches[0]?.lock();
  expect(batches.map((batch) => batch.ids)).toEqual([
    ['e0', 'e1'],
    ['e2', 'e3'],
  ]);
  batches[1]?.lock();
  expect(batches).toHaveLength(2);
  batches[1]?.pass();
  await ticks();
  expect(batches[2]?.ids).toEqual(['e4', 'e5']);
  batches[0]?.pass();
  batches[2]?.pass();
  expect(await call).toMatchObject({ accepted: 6 });
});

it('events of somebody who is under way wait for their turn and keep their order', async () => {
  const { batches, enqueue } = gated(2, undefined, 2);
  const call = enqueue([
    event('a1', 'ada'),
    event('b1', 'bob'),
    event('a2', 'ada'),
    event('c1', 'cyd'),
    event('a3', 'ada'),
    event('d1', 'dee'),
  ]);
  batches[0]?.lock();
  expect(batches[1]?.ids).toEqual(['c1', 'd1']);
  batches[1]?.lock();
  batches[1]?.pass();
  await ticks();
  expect(batches).toHaveLength(2);
  batches[0]?.pass();
  await ticks();
  expect(batches[2]?.ids).toEqual(['a2', 'a3']);
  batches[2]?.pass();
  expect(await call).toMatchObject({ accepted: 6 });
});
