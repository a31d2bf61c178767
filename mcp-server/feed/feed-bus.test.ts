import { expect, test } from 'vitest';
import { createFeedBus, feedPath } from './feed-bus.ts';

/** A feed that answers when the test says so. */
function feed() {
  const asked: { after: number | undefined; signal: AbortSignal; answer: (said: unknown) => void }[] = [];
  const reported: unknown[] = [];
  let rests = 0;
  const bus = createFeedBus({
    ask: (after, signal) =>
      new Promise((answer, reject) => {
        asked.push({ after, signal, answer });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    report: (error) => reported.push(error),
    rest: async () => {
      rests += 1;
    },
  });
  const answer = async (said: unknown) => {
    asked.at(-1)?.answer(said);
    await new Promise(setImmediate);
  };
  return { asked, reported, bus, answer, rests: () => rests };
}
const changed = (id: string, listed = false) => ({ kind: 'change', id, listed });

test('nobody asks before somebody listens, and nobody after the last has gone', async () => {
  const { asked, bus, answer, reported } = feed();
  expect(asked).toHaveLength(0);
  const leave = [bus.subscribe(() => {}), bus.subscribe(() => {})];
  expect(asked).toHaveLength(1);
  leave[0]?.();
  leave[0]?.();
  expect(asked[0]?.signal.aborted).toBe(false);
  leave[1]?.();
  expect(asked[0]?.signal.aborted).toBe(true);
  await answer({ at: 1, events: [] });
  expect(asked).toHaveLength(1);
  expect(reported).toEqual([]);
  bus.subscribe(() => {});
  expect(asked).toHaveLength(2);
});

test('every listener is told once of each address, and of the list only when it changed', async () => {
  const { asked, bus, answer } = feed();
  const told: unknown[] = [];
  bus.subscribe((event) => told.push(event));
  // What was before nobody missed.
  await answer({ at: 7, events: [changed('old', true)] });
  expect([asked.at(-1)?.after, told]).toEqual([7, []]);
  await answer({
    at: 8,
    events: [changed('a'), changed('a'), { kind: 'file', id: 'tracks/t.yaml', listed: false }],
  });
  expect(told).toEqual([
    { kind: 'resource_updated', uri: 'trellis://changes/a' },
    { kind: 'resource_updated', uri: 'trellis://program/tracks/t.yaml' },
    { kind: 'resource_updated', uri: 'trellis://program/tracks/t.mmd' },
  ]);
  told.length = 0;
  await answer({ at: 9, events: [changed('b', true), { kind: 'of a newer server', id: 'x', listed: true }] });
  expect(told).toEqual([
    { kind: 'resource_updated', uri: 'trellis://changes/b' },
    { kind: 'resources_list_changed' },
  ]);
  expect(asked.at(-1)?.after).toBe(9);
});

test('a Trellis that is not there is asked again after a rest, and told of once', async () => {
  const { asked, bus, answer, reported, rests } = feed();
  bus.subscribe(() => {});
  await answer(undefined);
  expect([rests(), reported, asked.length]).toEqual([1, [], 2]);
  await answer('not a feed');
  await answer('not a feed');
  expect([rests(), reported.length, asked.length]).toEqual([3, 1, 4]);
});

test('it is asked to wait only from a place on', () => {
  expect([feedPath(undefined), feedPath(3)]).toEqual(['/api/feed', '/api/feed?after=3&wait=25']);
});
