import { TrellisError } from '../../../../db/errors.ts';
import { retryRaces } from '../../retry-races.ts';
import { lockDue } from '../../sql/schedule.ts';
import { demandIn } from '../approval/demand.ts';
import { assertApprover } from '../approval/second-person.ts';
import type { ChangesOptions } from '../options.ts';
import { activateChange, prepare } from '../prepare.ts';
import { expireOld, giveBack, renewPlan, settleStale } from '../record.ts';
import type { Change } from '../types.ts';

/** A change that comes back may be approved for as long as a new proposal. */
export interface DueOptions extends ChangesOptions {
  expiryMs: number;
}

/** Ends what is too old, then applies what is due, one transaction each. Any number of workers may do so at once. */
export async function runDueChanges(options: DueOptions): Promise<number> {
  let settled = await options.db.transaction((tx) => expireOld(tx, options.clock()));
  while (await applyNext(options)) settled++;
  return settled;
}

/** False when nothing is due. What failed left nothing behind, and is open again with the reason. */
async function applyNext(options: DueOptions): Promise<boolean> {
  const { db, clock, expiryMs } = options;
  const now = clock();
  let taken: Change | undefined;
  try {
    await retryRaces(() =>
      db.transaction(async (tx) => {
        taken = await lockDue(tx, now);
        if (!taken?.schedule) return;
        const found = await prepare(options, tx, taken, now);
        if ('clash' in found) {
          await settleStale(tx, taken.id, now, `it was due, but ${found.clash}`);
        } else if ('drift' in found) {
          const reason = `Its effect is another than what was approved: ${found.drift.join('; ')}.`;
          await giveBack(tx, taken.id, { reason, code: 'change.stale', at: now, expiresAt: now + expiryMs });
          await renewPlan(tx, taken.id, found.next, now);
        } else {
          const { plan } = found.ready;
          const { by: approver } = taken.schedule;
          await assertApprover(tx, taken, approver, demandIn(plan));
          await activateChange(options, tx, taken, found.ready, { approver, at: now });
        }
      }),
    );
  } catch (error) {
    if (!taken) throw error;
    await afterFailure(options, taken, error);
  }
  return taken !== undefined;
}

/** When the database itself is away this fails too: the change stays scheduled and is tried again. */
async function afterFailure({ db, clock, expiryMs, log }: DueOptions, change: Change, error: unknown) {
  const reason =
    error instanceof TrellisError
      ? reasons(change, error)
      : 'It could not be applied because of a fault of ours; the log says more.';
  const code = error instanceof TrellisError ? error.code : 'internal';
  const at = clock();
  await db.transaction((tx) => giveBack(tx, change.id, { reason, code, at, expiresAt: at + expiryMs }));
  if (!(error instanceof TrellisError))
    log?.('a scheduled change could not be applied', { change: change.id, err: error });
}

const approvalCodes = ['change.forbidden', 'change.principal', 'change.four_eyes'];

function reasons({ schedule }: Change, { code, message }: TrellisError): string {
  if (!approvalCodes.includes(code)) return message;
  return `The approval of ${schedule?.by.name} is not enough any more: their role, or what the change demands, is another now.`;
}
