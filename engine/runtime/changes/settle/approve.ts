import type { Tx } from '../../../../db/connection.ts';
import { TrellisError } from '../../../../db/errors.ts';
import { retryRaces } from '../../retry-races.ts';
import { approvalWords } from '../approval/approval.ts';
import { demandIn, sameDemand } from '../approval/demand.ts';
import { assertApprover } from '../approval/second-person.ts';
import { lockOpen, oneChange } from '../open.ts';
import type { ChangesOptions } from '../options.ts';
import { activateChange, prepare } from '../prepare.ts';
import { renewPlan, schedule, settleExpired, settleStale } from '../record.ts';
import type { Change, Person } from '../types.ts';

/** What is approved today is looked at again when it is due; later than this nobody remembers why. */
const mostAheadMs = 90 * 24 * 3_600_000;

/** What the transaction decided; errors are thrown after it has committed. */
type Outcome = { change: Change } | { stale: string[] } | { expired: true };

/**
 * Compare-and-set: the change must still be open and be exactly what the person saw, and its effect must still be
 * the same within tolerance. Then version N+1 is activated in the same transaction, or the time noted at which it will
 * be. A stale plan is recomputed and kept before the error is thrown, so the next look shows the present.
 */
export async function approveChange(
  options: ChangesOptions,
  id: string,
  approver: Person,
  { editHash, planHash, at }: { editHash: string; planHash: string; at?: number },
): Promise<Change> {
  const attempt = async (tx: Tx): Promise<Outcome> => {
    const change = await lockOpen(tx, id);
    const now = options.clock();
    if (change.expiresAt <= now) {
      await settleExpired(tx, change.id, now);
      return { expired: true };
    }
    if (at !== undefined) assertLater(at, now);
    const demanded = demandIn(change.plan);
    await assertApprover(tx, change, approver, demanded);
    if (editHash !== change.editHash || planHash !== change.planHash) {
      return { stale: ['the change was re-planned after you opened it'] };
    }
    const found = await prepare(options, tx, change, now);
    if ('clash' in found) {
      await settleStale(tx, change.id, now, found.clash);
      return { stale: [found.clash] };
    }
    if ('drift' in found) {
      await renewPlan(tx, change.id, found.next, now);
      return { stale: found.drift };
    }
    const { plan, next } = found.ready;
    if (!sameDemand(demanded, demandIn(plan))) {
      await renewPlan(tx, change.id, next, now);
      return { stale: [`who must approve it is another now: ${approvalWords(plan).join(' ')}`] };
    }
    if (at === undefined) await activateChange(options, tx, change, found.ready, { approver, at: now });
    else await schedule(tx, change, { by: approver.id, now, at });
    return { change: await oneChange(tx, change.id) };
  };
  // Leads that it enrols may be wanted by another transaction at the same time.
  const outcome = await retryRaces(() => options.db.transaction(attempt));
  if ('expired' in outcome) {
    throw new TrellisError(
      'change.expired',
      'This change has expired. Ask for it again to see its effect on today’s leads.',
    );
  }
  if ('stale' in outcome) {
    throw new TrellisError(
      'change.stale',
      `Look at this change again before you approve it: ${outcome.stale.join('; ')}.`,
    );
  }
  return outcome.change;
}

function assertLater(at: number, now: number): void {
  if (at > now && at <= now + mostAheadMs) return;
  throw new TrellisError(
    'change.time',
    at > now
      ? 'That is more than 90 days ahead; name an earlier time.'
      : 'That is no time that is still to come; name one, or approve it without a time.',
  );
}
