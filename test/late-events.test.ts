import { beforeEach, describe, expect, it } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  sampleProgram,
  T0,
  type World,
} from './runtime-world.ts';

const email = 'ada@late.example';
let world: World;
beforeEach(async () => {
  world = await createWorld(sampleProgram({ policies: { cap: { count: 1, days: 1 } } }));
});

const inputs = () =>
  world.db.query<{ at: number; occurred_at: number; name: string; payload: { historic?: true } | null }>(
    `select at, occurred_at, name, payload from inputs where kind = 'event' order by seq`,
  );
const queued = async () =>
  (
    await world.db.query<{ step: string; at: number }>(
      `select step, (effect ->> 'notBefore')::float8 as at from outbox where kind = 'email' order by seq`,
    )
  ).map(({ step, at }) => [step, (at - T0) / HOUR]);
const lead = async () => {
  const [row] = await world.db.query<{ state: string; score: number }>('select state, score from leads');
  return { ...JSON.parse(row?.state ?? '{}'), score: row?.score };
};
const visit = (parts = {}) => eventOf(world, email, 'page_visit', parts);

describe('timestamps', () => {
  it('do not change the order in which events of a request are decided', async () => {
    const given = [visit(), visit({ occurredAt: T0 - 3 * HOUR }), visit({ occurredAt: T0 - HOUR })];
    await world.engine.ingest(given);
    expect((await inputs()).map(({ occurred_at }) => occurred_at)).toEqual([T0, T0 - 3 * HOUR, T0 - HOUR]);
  });

  it('make an event historic when it is more than 24 hours old, and not a moment sooner', async () => {
    await world.engine.ingest([visit({ occurredAt: T0 - DAY - 1 }), visit({ occurredAt: T0 - DAY })]);
    expect((await inputs()).map(({ payload }) => payload?.historic)).toEqual([true, undefined]);
  });

  it('of the future count as now, once', async () => {
    await world.engine.ingest([visit({ occurredAt: T0 + 3 * DAY })]);
    expect((await inputs()).map(({ occurred_at }) => occurred_at)).toEqual([T0]);
    expect((await lead()).score).toBe(5);
    world.now += 4 * DAY;
    await world.settle();
    expect((await lead()).score).toBe(5);
  });

  it('of the future begin no session of their own at each visit', async () => {
    const when = 'session_starts >= 3 IN last_7_days';
    world = await createWorld(sampleProgram({ segments: { visitors: { title: 'Visitors', when } } }));
    for (let n = 0; n < 5; n++) {
      world.now += 60_000;
      await world.engine.ingest([visit({ occurredAt: world.now + 2 * HOUR })]);
    }
    expect((await inputs()).filter(({ name }) => name === 'session_start')).toHaveLength(1);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });
});

describe('a server whose clock is put', () => {
  const begin = () => world.engine.ingest([consentOf(world, email), visit(), visit()]);

  it('back decides at the latest moment that the lead has seen, and goes on when it has passed', async () => {
    await begin();
    world.now = T0 - 5 * HOUR;
    await world.engine.ingest([visit()]);
    await world.settle();
    expect((await inputs()).map(({ at }) => at)).toEqual([T0, T0, T0, T0]);
    expect(await queued()).toEqual([['hello', 0]]);
    world.now = T0 + 3 * DAY - 1;
    await world.settle();
    expect(await queued()).toEqual([['hello', 0]]);
    world.now = T0 + 3 * DAY;
    await world.settle();
    expect(await queued()).toEqual([
      ['hello', 0],
      ['again', 72],
    ]);
  });

  it('forward and right again lets the leads that it touched stand still until their moment comes', async () => {
    await begin();
    world.now = T0 + 30 * DAY;
    await world.engine.ingest([visit()]);
    expect(await queued()).toEqual([
      ['hello', 0],
      ['again', 720],
    ]);
    world.now = T0 + HOUR;
    await world.engine.ingest([visit()]);
    expect((await inputs()).at(-1)?.at).toBe(T0 + 30 * DAY);
    expect((await lead()).at).toBe(T0 + 30 * DAY);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });

  it('forward and right again still answers what happens now', async () => {
    world.now = T0 + 2 * DAY;
    await world.engine.ingest([visit()]);
    world.now = T0 + HOUR;
    await world.engine.ingest([eventOf(world, email, 'demo_request')]);
    expect(await world.db.query('select kind from outbox order by ordinal')).toEqual([
      { kind: 'task' },
      { kind: 'notify' },
    ]);
    expect((await verifyReplay(world.db)).mismatches).toEqual([]);
  });
});
