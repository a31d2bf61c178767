import type { Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { enrolmentsOf } from '../../program/edits/beside-program.ts';
import { conflicts, touchedBetween } from '../../program/edits/conflicts.ts';
import { retryRaces } from '../retry-races.ts';
import { lockPrograms } from '../sql/changes.ts';
import { planDrift } from './drift.ts';
import { enrolsNobody } from './enrolling.ts';
import { enrolledText } from './enrolling-words.ts';
import { applyHalts, notHalted, targetWords } from './halts.ts';
import { lockOpen, mayApprove, oneChange } from './open.ts';
import type { ChangesOptions } from './options.ts';
import { hashEdits, hashPlan, makePlan } from './plan.ts';
import { renewPlan, settleApplied, settleExpired, settleStale } from './record.ts';
import { assertSecondPerson } from './second-person.ts';
import type { Change, Person } from './types.ts';
import { validProgram } from './valid-program.ts';

/** What the transaction decided; errors are thrown after it has committed. */
type Outcome = { change: Change } | { stale: string[] } | { expired: true };

/**
 * Compare-and-set: the change must still be open and be exactly what the person saw, and its effect must still be
 * the same within tolerance. Then version N+1 is activated in the same transaction. A stale plan is recomputed and
 * kept before the error is thrown, so the next look shows the present.
 */
export async function approveChange(
  options: ChangesOptions,
  id: string,
  approver: Person,
  hashes: { editHash: string; planHash: string },
): Promise<Change> {
  const attempt = async (tx: Tx): Promise<Outcome> => {
    const change = await lockOpen(tx, id);
    const now = options.clock();
    if (change.expiresAt <= now) {
      await settleExpired(tx, change.id, now);
      return { expired: true };
    }
    await assertMayApprove(tx, change, approver);
    if (hashes.editHash !== change.editHash || hashes.planHash !== change.planHash) {
      return { stale: ['the change was re-planned after you opened it'] };
    }
    return apply(options, tx, change, approver, now);
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

async function apply(
  options: ChangesOptions,
  tx: Tx,
  change: Change,
  approver: Person,
  now: number,
): Promise<Outcome> {
  await lockPrograms(tx);
  const base = await options.engine.program(change.baseVersion, tx);
  const active = await options.engine.program(undefined, tx);
  const moved = base.version === active.version ? [] : touchedBetween(base.program, active.program);
  const clashes = conflicts(change.edits, moved);
  if (clashes.length > 0) {
    const by = `version ${active.version} changed ${clashes.join(', ')} as well; ask for it again on the new version`;
    await settleStale(tx, change.id, now, by);
    return { stale: [by] };
  }
  const lifted = await notHalted(tx, change.edits);
  if (lifted.length > 0) {
    const gone = `${targetWords(lifted)} not halted any more`;
    await settleStale(tx, change.id, now, gone);
    return { stale: [gone] };
  }
  const proposed = await validProgram(options, tx, active.program, change.edits);
  const present = await makePlan(tx, { base: active.program, proposed, edits: change.edits, now });
  // The past has not changed; another version in force has another one, which a new proposal runs.
  const kept = base.version === active.version && change.plan.backtest;
  const plan = kept ? { ...present, backtest: kept } : present;
  const drift = planDrift(change.plan, plan);
  if (drift.length > 0) {
    const editHash = hashEdits(change.edits, active.version);
    const next = { baseVersion: active.version, editHash, plan, planHash: hashPlan(plan) };
    await renewPlan(tx, change.id, next, now);
    return { stale: drift };
  }
  if (enrolsNobody(change.edits, plan)) {
    const nobody = 'none of the leads that it names would enter any more';
    await settleStale(tx, change.id, now, nobody);
    return { stale: [nobody] };
  }
  await applyHalts(tx, change.edits, { by: approver.id, at: now });
  const version = await options.engine.activate(tx, proposed, {
    changeId: change.id,
    base: active.version,
  });
  const named = enrolmentsOf(change.edits);
  const enrolled = named.length > 0 ? await options.engine.enrolNamed(tx, named, approver.id) : [];
  const resolution = enrolledText(enrolled, proposed);
  await settleApplied(tx, change, {
    approver,
    at: now,
    version,
    proposed,
    ...(resolution !== undefined && { resolution }),
  });
  return { change: await oneChange(tx, change.id) };
}

/** An approver may settle their own low-risk change; anything riskier needs a second pair of eyes where one exists. */
async function assertMayApprove(tx: Tx, change: Change, approver: Person): Promise<void> {
  if (!mayApprove(approver)) {
    throw new TrellisError(
      'change.forbidden',
      `Your role is ${approver.role}; an approver or admin must approve this change.`,
    );
  }
  await assertSecondPerson(tx, change, approver);
}
