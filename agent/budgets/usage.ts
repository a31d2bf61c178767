import type { Queryable } from '../../db/connection.ts';
import { type Budgets, type Resource, resources } from './limits.ts';
import { readTaken } from './sql/reservations.ts';
import { selectUsage, type UsageRow } from './sql/usage.ts';

/** How far a budget is used; money in the currency of the prices. */
export interface BudgetState {
  of: 'person' | 'installation';
  resource: Resource;
  /** With what is set aside for steps under way. */
  used: number;
  limit: number;
}

export interface Usage {
  /** UTC days, the last one today. */
  days: number;
  /** Today's budgets, of the person who asks and, for an admin, of everybody; what has no limit is left out. */
  today: BudgetState[];
  /** When today's budgets begin anew, milliseconds since the epoch. */
  renewsAt: number;
  rows: UsageRow[];
}

const dayMs = 24 * 3_600_000;

/** What language models took: of everybody, or of one person alone; with what everybody took today where `total`. */
export async function readUsage(
  on: Queryable,
  budgets: Budgets,
  asked: { now: number; days: number; personId: string; of: string | undefined; total: boolean },
): Promise<Usage> {
  const { now, days, personId, of, total } = asked;
  const today = now - (now % dayMs);
  const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
  const taken = await readTaken(on, { day: dayOf(today), personId, now });
  const scopes = total ? (['person', 'installation'] as const) : (['person'] as const);
  const states = scopes.flatMap((scope) =>
    resources.flatMap((resource): BudgetState[] => {
      const limit = budgets[scope][resource];
      if (limit === undefined) return [];
      const unit = resource === 'money' ? 1_000_000 : 1;
      return [{ of: scope, resource, used: taken[scope][resource] / unit, limit: limit / unit }];
    }),
  );
  return {
    days,
    today: states,
    renewsAt: today + dayMs,
    rows: await selectUsage(on, dayOf(today - (days - 1) * dayMs), of),
  };
}
