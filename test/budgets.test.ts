import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Budgets, parseLimits } from '../agent/budgets/limits.ts';
import { createMeters } from '../agent/budgets/meter.ts';
import { parsePrices } from '../agent/budgets/prices.ts';
import { selectUsage } from '../agent/budgets/sql/usage.ts';
import type { Meter } from '../agent/budgets/types.ts';
import type { Database } from '../db/connection.ts';
import { testDatabase } from './database.ts';

const noon = Date.UTC(2026, 2, 18, 12);
const hour = 3_600_000;
const model = 'openai:a';
/** 1,000 tokens at most. */
const step = { input: 700, output: 300 };

let db: Database;
let now: number;
let ada: string;
let bob: string;
beforeAll(async () => {
  db = await testDatabase();
  [ada, bob] = (await Promise.all(
    ['Ada', 'Bob'].map(async (name) => {
      const id = randomUUID();
      await db.query(
        `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, 'marketer', now())`,
        [id, name, `${name}@example.com`],
      );
      return id;
    }),
  )) as [string, string];
});
beforeEach(async () => {
  now = noon;
  await db.exec('delete from model_usage; delete from model_reservations');
});

const metersWith = (limits: Partial<Record<keyof Budgets, string>>, prices = '') =>
  createMeters({
    db,
    budgets: {
      turn: parseLimits('turn', limits.turn),
      person: parseLimits('person', limits.person),
      installation: parseLimits('installation', limits.installation),
    },
    prices: parsePrices(prices),
    clock: () => now,
  });
const meter = (limits: Partial<Record<keyof Budgets, string>>, personId = ada, prices = ''): Meter =>
  metersWith(limits, prices)({ personId, purpose: 'answer' });
const refusal = (code: string) => expect.objectContaining({ code });

describe('a budget of a day', () => {
  it('is reserved before a step and settled by what it took', async () => {
    const one = meter({ person: 'tokens=1500' });
    const settle = await one.reserve(model, step);
    await expect(one.reserve(model, step)).rejects.toEqual(refusal('budget.person_tokens'));
    await settle({ input: 200, output: 50, ms: 900 });
    await settle({ input: 9_999, output: 50, ms: 900 });
    await (await one.reserve(model, step))('nothing');
    await (await one.reserve(model, step))({ ms: 100 });
    await expect(one.reserve(model, step)).rejects.toThrow('1,250 tokens of 1,500 tokens');
  });

  it('is a person’s own, and everybody’s together', async () => {
    const limits = { person: 'tokens=1000', installation: 'tokens=2500' };
    const carol = randomUUID();
    await db.query(
      `insert into people (id, name, email, role, created_at) values ($1::uuid, 'Carol', 'c@example.com', 'viewer', now())`,
      [carol],
    );
    for (const who of [ada, bob]) await (await meter(limits, who).reserve(model, step))({ ms: 1 });
    await expect(meter(limits, bob).reserve(model, step)).rejects.toEqual(refusal('budget.person_tokens'));
    await expect(meter(limits, carol).reserve(model, step)).rejects.toEqual(
      refusal('budget.installation_tokens'),
    );
  });

  it('lets in no more than there is room for when many ask at once', async () => {
    const one = metersWith({ installation: 'tokens=5500', person: 'tokens=none' });
    const asked = await Promise.allSettled(
      Array.from({ length: 12 }, (_, index) =>
        one({ personId: index % 2 ? ada : bob, purpose: 'answer' }).reserve(model, step),
      ),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  it('begins anew at midnight UTC, and says so', async () => {
    const one = meter({ person: 'steps=1' });
    await (await one.reserve(model, step))({ ms: 1 });
    await expect(one.reserve(model, step)).rejects.toThrow('It begins anew at 2026-03-19 00:00 UTC.');
    now = noon + 12 * hour;
    await (await one.reserve(model, step))('nothing');
  });

  it('gets back what a process that died had set aside', async () => {
    const one = meter({ person: 'tokens=1000' });
    await one.reserve(model, step);
    now += 9 * 60_000;
    await expect(one.reserve(model, step)).rejects.toEqual(refusal('budget.person_tokens'));
    now += 2 * 60_000;
    await (await one.reserve(model, step))('nothing');
    expect(await db.query('select 1 from model_reservations')).toEqual([]);
  });

  it('counts time', async () => {
    const one = meter({ person: 'seconds=10' });
    await (await one.reserve(model, step))({ ms: 9_000 });
    await (await one.reserve(model, step))({ ms: 2_000 });
    await expect(one.reserve(model, step)).rejects.toEqual(refusal('budget.person_seconds'));
  });

  it('counts money by the prices, and leaves free models alone', async () => {
    const one = meter({ installation: 'money=0.01' }, ada, 'openai:a=2/10, openai-compatible:b=0/0');
    await (await one.reserve(model, step))({ input: 1_000, cached: 0, output: 300, ms: 1 });
    const tight = one.reserve(model, { input: 1_000, output: 301 });
    await expect(tight).rejects.toEqual(refusal('budget.installation_money'));
    await (await one.reserve('openai-compatible:b', { input: 90_000, output: 9_000 }))('nothing');
  });
});

describe('a budget of a turn', () => {
  it('is the turn’s own, whoever asks', async () => {
    const one = meter({ turn: 'tokens=1200' });
    await (await one.reserve(model, step))({ input: 300, output: 100, ms: 1 });
    await expect(one.reserve(model, step)).rejects.toEqual(refusal('budget.turn_tokens'));
    await (await meter({ turn: 'tokens=1200' }).reserve(model, step))('nothing');
  });
});

describe('what was used', () => {
  it('is a row a day, person, model and purpose; money is unknown where no price is', async () => {
    const meters = metersWith({}, 'openai:a=2/10');
    const take = async (personId: string | undefined, name: string, purpose: string) =>
      (await meters({ personId, purpose }).reserve(name, step))({
        input: 500,
        cached: 100,
        output: 50,
        ms: 1_500,
      });
    await take(ada, 'openai:a', 'answer');
    await take(ada, 'openai:a', 'answer');
    await take(ada, 'openai:b', 'email');
    await take(undefined, 'openai:b', 'document');
    const rows = await selectUsage(db, '2026-03-18', undefined);
    expect(rows.map(({ person, ...row }) => ({ ...row, person: person?.name }))).toEqual([
      {
        ...{ day: '2026-03-18', person: 'Ada', model: 'openai:a', purpose: 'answer', steps: 2 },
        ...{
          inputTokens: 1_000,
          cachedTokens: 200,
          outputTokens: 100,
          seconds: 3,
          money: 0.003,
          unpricedSteps: 0,
        },
      },
      expect.objectContaining({
        person: 'Ada',
        model: 'openai:b',
        purpose: 'email',
        money: null,
        unpricedSteps: 1,
      }),
      expect.objectContaining({ person: undefined, purpose: 'document', steps: 1 }),
    ]);
    expect(await selectUsage(db, '2026-03-18', bob)).toEqual([]);
    expect(await selectUsage(db, '2026-03-18', ada)).toHaveLength(2);
    expect(await selectUsage(db, '2026-03-19', undefined)).toEqual([]);
  });
});
