import { TrellisError } from '../../../../db/errors.ts';
import { lockOpen, mayApprove, oneChange } from '../open.ts';
import type { ChangesOptions } from '../options.ts';
import { unschedule } from '../record.ts';
import type { Change, Person } from '../types.ts';

/** Takes the time from a scheduled change: it is open again, as it was approved, for as long as it has left. */
export function cancelChange(
  { db, clock }: Pick<ChangesOptions, 'db' | 'clock'>,
  id: string,
  person: Person,
): Promise<Change> {
  return db.transaction(async (tx) => {
    if (!mayApprove(person)) {
      throw new TrellisError(
        'change.forbidden',
        `Your role is ${person.role}; an approver or admin takes back what was scheduled.`,
      );
    }
    const change = await lockOpen(tx, id, ['scheduled', 'proposed']);
    if (change.status !== 'scheduled') {
      throw new TrellisError(
        'change.not_scheduled',
        `Change ${change.id.slice(0, 8)} is not scheduled; there is no time to take back.`,
      );
    }
    await unschedule(tx, change.id, { by: person.id, at: clock() });
    return oneChange(tx, change.id);
  });
}
