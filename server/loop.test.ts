import pino from 'pino';
import { expect, test } from 'vitest';
import { parseConfig } from './config.ts';
import type { Installation } from './installation.ts';
import { startLoop } from './loop.ts';

/** Starts the worker on an engine of which the named parts fail, and tells when every part has been called. */
async function called(failing: readonly string[], hours = 2): Promise<string[]> {
  const calls = new Set<string>();
  let finish: () => void = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const part = (name: string) => async () => {
    calls.add(name);
    if (calls.size === 8) finish();
    if (failing.includes(name)) throw new Error(`${name} fails`);
    return 0 as never;
  };
  const engine = {
    runDue: part('runDue'),
    dispatch: part('dispatch'),
    program: part('program'),
    maintain: part('maintain'),
  };
  let now = 0;
  const loop = startLoop({
    db: { kind: 'pglite', query: part('forget') } as unknown as Installation['db'],
    engine: engine as unknown as Installation['engine'],
    changes: { runDue: part('changes') } as unknown as Installation['changes'],
    senders: [],
    telling: { run: part('tell') },
    library: { tend: part('tend') } as unknown as Installation['library'],
    config: parseConfig({}),
    log: pino({ level: 'silent' }),
    // Hours go by between two looks, so that upkeep is due at once.
    clock: () => (now += hours * 3_600_000),
  });
  await all;
  await loop.stop();
  return [...calls];
}

test.each([
  ['runDue', 'dispatch'],
  ['dispatch', 'runDue'],
  ['changes', 'forget'],
  ['tend', 'forget'],
  ['program', 'maintain'],
])('when %s fails for ever the other parts of the worker go on', async (...failing) => {
  expect(await called(failing.slice(0, 1))).toEqual([
    'runDue',
    'dispatch',
    'changes',
    'tend',
    'tell',
    'forget',
    'program',
    'maintain',
  ]);
});

test('when the clock is put back nothing waits until it shows the old time again', async () => {
  expect(await called([], -2)).toHaveLength(8);
});

test('on a server two batches are under way at once, and the round ends after both', async () => {
  const most = { pglite: 0, postgres: 0 };
  for (const kind of ['pglite', 'postgres'] as const) {
    let underWay = 0;
    const dispatched = Promise.withResolvers<number>();
    const engine = {
      runDue: async () => {
        most[kind] = Math.max(most[kind], ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 5));
        underWay--;
        return 0;
      },
      dispatch: async () => {
        dispatched.resolve(underWay);
        return 0;
      },
    };
    const loop = startLoop({
      db: { kind } as unknown as Installation['db'],
      engine: engine as unknown as Installation['engine'],
      changes: { runDue: async () => 0 } as unknown as Installation['changes'],
      senders: [],
      telling: { run: async () => 0 },
      library: {} as Installation['library'],
      config: parseConfig({}),
      log: pino({ level: 'silent' }),
      clock: () => 0,
    });
    expect(await dispatched.promise).toBe(0);
    await loop.stop();
  }
  expect(most).toEqual({ pglite: 1, postgres: 2 });
});
