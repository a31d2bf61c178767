import type { Vocabulary } from './condition/ast.ts';
import type { Program } from './schema.ts';

/** The experiment that the policy `holdout` is: what its arm is remembered by. No other may be called so. */
export const HOLDOUT = 'holdout';
/** Leads that no track takes. */
export const HELD = 'held';
/** Leads that were shared out and not held. */
export const NURTURED = 'nurtured';

/** The name under which conditions speak of a lead's arm: `send-time` is `experiment_send_time`. */
export function experimentField(id: string): string {
  return `experiment_${id.replaceAll('-', '_')}`;
}

/** The fields for the arms of the program's experiments, sorted, and of its hold-out where it has one. */
export function experimentFields({
  experiments = {},
  policies,
}: Pick<Program, 'experiments' | 'policies'>): Vocabulary['fields'] {
  const fields = Object.entries(experiments)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { arms, decided }]) => fieldOf(id, Object.keys(arms), decided));
  if (policies.holdout) fields.push(fieldOf(HOLDOUT, [HELD, NURTURED]));
  return Object.fromEntries(fields);
}

function fieldOf(
  id: string,
  arms: readonly string[],
  decided?: string,
): [string, Vocabulary['fields'][string]] {
  const experiment = { id, ...(decided !== undefined && { decided }) };
  return [experimentField(id), { type: 'text', owner: 'engine', values: [...arms].sort(), experiment }];
}
