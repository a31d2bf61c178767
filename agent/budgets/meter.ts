import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { budgetError } from './errors.ts';
import { type Budgets, type Resource, resources, type Scope } from './limits.ts';
import { type Prices, priceOf } from './prices.ts';
import { deleteReservation, insertReservation, lockBudgets, readTaken } from './sql/reservations.ts';
import { addUsage } from './sql/usage.ts';
import type { MeterFor, Settle } from './types.ts';

interface MeterParts {
  db: Database;
  budgets: Budgets;
  prices: Prices;
  clock: () => number;
}

const dayMs = 24 * 3_600_000;
/** What a process that died had set aside is free again after this, or when the longest turn is long over. */
const usualMs = 10 * 60_000;

/** Meters over the database: all processes of an installation share the budgets of its people and its days. */
export function createMeters({ db, budgets, prices, clock }: MeterParts): MeterFor {
  const longestMs = Math.max(usualMs, 2_000 * (budgets.turn.seconds ?? 0));
  return ({ personId, purpose }) => {
    const turn: Record<Resource, number> = { steps: 0, tokens: 0, seconds: 0, money: 0 };
    return {
      async reserve(model, atMost) {
        const now = clock();
        const day = new Date(now).toISOString().slice(0, 10);
        const price = prices.get(model);
        const wanted: Record<Resource, number> = {
          steps: 1,
          tokens: atMost.input + atMost.output,
          seconds: 0,
          money: priceOf(price, { ...atMost, cached: 0 }) ?? 0,
        };
        const assertRoom = (scope: Scope, used: Record<Resource, number>) => {
          const full = resources.find(
            (resource) =>
              used[resource] + wanted[resource] > (budgets[scope][resource] ?? Infinity) ||
              used[resource] >= (budgets[scope][resource] ?? Infinity),
          );
          if (!full) return;
          const amounts = { limit: budgets[scope][full] ?? 0, used: used[full], wanted: wanted[full] };
          const renewsAt = now - (now % dayMs) + dayMs;
          throw budgetError({ scope, resource: full, ...amounts, ...(scope !== 'turn' && { renewsAt }) });
        };
        assertRoom('turn', turn);
        const id = randomUUID();
        await db.transaction(async (tx) => {
          await lockBudgets(tx);
          const taken = await readTaken(tx, { day, personId, now });
          if (personId !== undefined) assertRoom('person', taken.person);
          assertRoom('installation', taken.installation);
          const { tokens, money: micros } = wanted;
          await insertReservation(tx, now, { id, day, personId, tokens, micros, expiresAt: now + longestMs });
        });
        let settled = false;
        const settle: Settle = async (spent) => {
          if (settled) return;
          settled = true;
          if (spent === 'nothing') return deleteReservation(db, id);
          // What a provider does not tell is taken to be what was set aside.
          const { input = atMost.input, output = atMost.output, ms } = spent;
          const tokens = { input, output, cached: Math.min(input, spent.cached ?? 0) };
          const micros = priceOf(price, tokens);
          turn.steps += 1;
          turn.tokens += input + output;
          turn.seconds += ms / 1000;
          turn.money += micros ?? 0;
          await db.transaction(async (tx) => {
            await deleteReservation(tx, id);
            await addUsage(tx, { day, personId, model, purpose }, { ...tokens, ms, micros });
          });
        };
        return settle;
      },
    };
  };
}
