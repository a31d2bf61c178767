import { TrellisError } from '../../db/errors.ts';
import { type Resource, type Scope, settingOf } from './limits.ts';

export type BudgetCode = `budget.${Scope}_${Resource}`;

/** A budget that has no room for the next step. */
export interface UsedUp {
  scope: Scope;
  resource: Resource;
  /** In the resource's unit; of the budget, what is taken or set aside, and what the step may take at most. */
  limit: number;
  used: number;
  wanted: number;
  /** Milliseconds since the epoch; absent for a turn, whose budget the next turn has again. */
  renewsAt?: number;
}

const whose: Readonly<Record<Scope, string>> = {
  turn: 'What one turn may take',
  person: 'What you may take in a day',
  installation: 'What everybody together may take in a day',
};

/** `budget.SCOPE_RESOURCE`, in words: what is used up, when it renews, and who can raise it. */
export function budgetError({ scope, resource, limit, used, wanted, renewsAt }: UsedUp): TrellisError {
  const said = (amount: number) => amountWords(resource, amount);
  const next =
    wanted > 0 && used + wanted > limit && used < limit ? `, and the next step may take ${said(wanted)}` : '';
  const renews =
    renewsAt === undefined
      ? 'Ask for a smaller part of it.'
      : `It begins anew at ${new Date(renewsAt).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
  return new TrellisError(
    `budget.${scope}_${resource}` satisfies BudgetCode,
    `${whose[scope]} of language models is used up: ${said(used)} of ${said(limit)}${next}. ${renews} An operator can raise it with ${settingOf[scope]}.`,
    { mender: 'operator' },
  );
}

/** The code of an error of a budget, else undefined. */
export function budgetCodeOf(error: unknown): BudgetCode | undefined {
  const known = error instanceof TrellisError && /^budget\.(turn|person|installation)_/.test(error.code);
  return known ? (error.code as BudgetCode) : undefined;
}

/** `12,000 tokens`, `0.25 in money`. */
export function amountWords(resource: Resource, amount: number): string {
  if (resource === 'money') return `${(amount / 1_000_000).toFixed(amount < 10_000 ? 4 : 2)} in money`;
  return `${Math.round(amount).toLocaleString('en-US')} ${resource}`;
}
