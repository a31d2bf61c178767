import { TrellisError } from '../../../../db/errors.ts';
import { lockOpen, mayApprove, oneChange } from '../open.ts';
import type { ChangesOptions } from '../options.ts';
import { settleRejected } from '../record.ts';
import type { Change, Person } from '../types.ts';

/** Ends a proposal with a reason. The author may withdraw their own; else it takes an approver. */
export function rejectChange(
  options: Pick<ChangesOptions, 'db' | 'clock'>,
  id: string,
  person: Person,
  reason: string,
): Promise<Change> {
  return options.db.transaction(async (tx) => {
    const change = await lockOpen(tx, id, ['proposed', 'scheduled']);
    if (!mayApprove(person) && person.id !== change.author.id) {
      throw new TrellisError('change.forbidden', 'Only an approver, or the author, can reject a change.');
    }
    if (reason.trim() === '')
      throw new TrellisError('change.reason', 'Say why, so that the author can mend it.');
    await settleRejected(tx, change.id, { by: person.id, at: options.clock(), resolution: reason });
    return oneChange(tx, change.id);
  });
}
