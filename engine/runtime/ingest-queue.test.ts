import { expect, it } from 'vitest';
import { createIngestQueue, type EventOutcome } from './ingest-queue.ts';
import { type NormalEvent, normaliseEvent } from './normalise.ts';

const event = (id: string) =>
  normaliseEvent({ messageId: id, source: 's', userId: 'u', name: 'x', occurredAt: 0, properties: {} }, {});
const many = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => event(`${prefix}${n}`));

/** A queue whose batches are let through one by one. */
function gated(batchSize: number, outcome: (event: NormalEvent) => EventOutcome = () => 'accepted') {
  const batches: { ids: string[]; pass(): void; fail(error: Error): void }[] = [];
  const enqueue = createIngestQueue(
    batchSize,
    (events) =>
      new Promise((resolve, reject) =>
        batches.push({
          ids: events.map((e) => e.messageId),
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
