import type { Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { countOtherApprovers } from '../sql/changes.ts';
import type { Change, Person } from './types.ts';

/** The administrator of this machine: whoever can read the data folder acts as this person. */
export const localAdminEmail = 'admin@trellis.localhost';

/**
 * What is more than low risk needs a second person where there is one. The local administrator is whoever sits at the
 * machine, perhaps the very author, so this identity never counts as a second person: while an approver with a name of
 * their own is there, besides the author, that one must approve. Throws `change.four_eyes`.
 */
export async function assertSecondPerson(tx: Tx, change: Change, approver: Person): Promise<void> {
  const { author, plan } = change;
  const local = approver.email === localAdminEmail;
  if (plan.risk.level === 'low' || (approver.id !== author.id && !local)) return;
  if ((await countOtherApprovers(tx, author.id, localAdminEmail)) === 0) return;
  throw new TrellisError(
    'change.four_eyes',
    approver.id === author.id
      ? `You proposed this ${plan.risk.level}-risk change yourself; another approver must approve it.`
      : `This is a ${plan.risk.level}-risk change and the local administrator may be its author at a terminal; an approver must approve it in their own session.`,
  );
}
