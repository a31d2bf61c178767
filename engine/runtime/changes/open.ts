import type { Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { findChanges, lockChange } from '../sql/changes.ts';
import type { Change, ChangeStatus, Person } from './types.ts';

/** By full id or unambiguous prefix. */
export async function oneChange(tx: Tx, id: string): Promise<Change> {
  if (!/^[0-9a-f-]{4,36}$/.test(id)) {
    throw new TrellisError('change.unknown', `“${id}” is not a change id; list the changes to find it.`);
  }
  const [change, another] = await findChanges(tx, id);
  if (!change)
    throw new TrellisError('change.unknown', `There is no change ${id}; list the changes to find it.`);
  if (another)
    throw new TrellisError('change.ambiguous', `Several changes begin with ${id}; give more of the id.`);
  return change;
}

export function mayApprove(person: Person): boolean {
  return person.role === 'approver' || person.role === 'admin';
}

/** The change under its row lock while it has one of these states, or `change.settled` that says who settled it. */
export async function lockOpen(
  tx: Tx,
  id: string,
  open: readonly ChangeStatus[] = ['proposed'],
): Promise<Change> {
  const found = await oneChange(tx, id);
  await lockChange(tx, found.id);
  const change = await oneChange(tx, found.id);
  if (open.includes(change.status)) return change;
  const by = change.status === 'scheduled' ? change.schedule?.by : change.resolvedBy;
  const when =
    change.status === 'scheduled' && change.schedule
      ? ` for ${new Date(change.schedule.at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
      : '';
  throw new TrellisError(
    'change.settled',
    `Change ${change.id.slice(0, 8)} is already ${change.status}${when}${by ? ` by ${by.name}` : ''}.`,
  );
}
