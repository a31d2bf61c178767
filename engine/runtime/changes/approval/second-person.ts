import type { Tx } from '../../../../db/connection.ts';
import { TrellisError } from '../../../../db/errors.ts';
import { countApprovers, lockPerson } from '../../sql/people.ts';
import { mayApprove } from '../open.ts';
import type { Change, Person } from '../types.ts';
import type { Demand } from './demand.ts';

/** The administrator of this machine: whoever can read the data folder acts as this person. */
export const localAdminEmail = 'admin@trellis.localhost';

/**
 * Whether this person's approval is what the change demands. The local administrator is whoever sits at the machine,
 * perhaps the very author, so this identity never counts as a second person. Where the policy asks for no more, the
 * author or the local administrator may approve while nobody else could. Throws `change.forbidden`,
 * `change.principal`, `change.four_eyes`.
 */
export async function assertApprover(
  tx: Tx,
  { author, plan }: Pick<Change, 'author' | 'plan'>,
  asking: Person,
  { eyes, principal }: Demand,
): Promise<void> {
  // Not as they were when they signed in or when it was scheduled.
  const approver = (await lockPerson(tx, asking.id)) ?? { ...asking, role: 'viewer' };
  if (!mayApprove(approver)) {
    throw new TrellisError(
      'change.forbidden',
      `Your role is ${approver.role}; an approver or admin must approve this change.`,
    );
  }
  if (principal && !approver.principal) {
    throw new TrellisError(
      'change.principal',
      'A principal must approve this change, and you are none; an administrator makes one: trellis people add EMAIL --name NAME --role approver --principal.',
    );
  }
  const isAuthor = approver.id === author.id;
  if (eyes === 'one' || (!isAuthor && approver.email !== localAdminEmail)) return;
  const others = await countApprovers(tx, { without: author.id, withoutEmail: localAdminEmail, principal });
  if (eyes === 'second' && others === 0) return;
  const who = principal ? 'principal' : 'approver';
  const until =
    others > 0
      ? ''
      : ` There is no other ${who}; an administrator adds one: trellis people add EMAIL --name NAME --role approver${principal ? ' --principal' : ''}.`;
  throw new TrellisError(
    'change.four_eyes',
    (isAuthor
      ? `You proposed this ${plan.risk.level}-risk change yourself; another ${who} must approve it.`
      : `This is a ${plan.risk.level}-risk change and the local administrator may be its author at a terminal; an approver must approve it in their own session.`) +
      until,
  );
}
