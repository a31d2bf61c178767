import type { Tx } from '../../../db/connection.ts';
import { enrolmentsOf } from '../../program/edits/beside-program.ts';
import { conflicts, touchedBetween } from '../../program/edits/conflicts.ts';
import type { Program } from '../../program/schema.ts';
import { lockPrograms } from '../sql/changes.ts';
import { applyHalts, notHalted, targetWords } from './halts.ts';
import type { ChangesOptions } from './options.ts';
import { planDrift } from './plan/drift.ts';
import { hashEdits, hashPlan, makePlan } from './plan/plan.ts';
import { enrolsNobody } from './population/enrolling.ts';
import { enrolledText } from './population/enrolling-words.ts';
import { type Renewed, settleApplied } from './record.ts';
import type { Change, Person, Plan } from './types.ts';
import { validProgram } from './valid-program.ts';

/** A change that may be activated as it was shown, on the program that is in force now. */
export interface Prepared {
  base: number;
  proposed: Program;
  plan: Plan;
  /** What would be shown if it had to be looked at again. */
  next: Renewed;
}
export type Preparation =
  | { ready: Prepared }
  /** The change can not be made any more; asking for it again is another change. */
  | { clash: string }
  /** It does something else now than what was shown: `next` is what. */
  | { drift: string[]; next: Renewed };

/** Plans the change anew on the program in force and compares. Holds off every other activation; writes nothing. */
export async function prepare(
  options: ChangesOptions,
  tx: Tx,
  change: Change,
  now: number,
): Promise<Preparation> {
  await lockPrograms(tx);
  const base = await options.engine.program(change.baseVersion, tx);
  const active = await options.engine.program(undefined, tx);
  if (change.rollbackTo !== undefined && base.hash !== active.hash) {
    return {
      clash: `version ${active.version} came into force since; ask for the rollback again, to take that back as well`,
    };
  }
  const moved = base.version === active.version ? [] : touchedBetween(base.program, active.program);
  const clashes = conflicts(change.edits, moved);
  if (clashes.length > 0) {
    return {
      clash: `version ${active.version} changed ${clashes.join(', ')} as well; ask for it again on the new version`,
    };
  }
  const lifted = await notHalted(tx, change.edits);
  if (lifted.length > 0) return { clash: `${targetWords(lifted, active.program)} not halted any more` };
  const proposed = await validProgram(options, tx, active.program, change.edits);
  const { edits, author, rollbackTo } = change;
  const present = await makePlan(
    tx,
    {
      base: active.program,
      proposed,
      edits,
      now,
      author: author.id,
      ...(rollbackTo !== undefined && { rollbackTo }),
    },
    options,
  );
  // The past has not changed; another version in force has another one, which a new proposal runs.
  const kept = base.version === active.version && change.plan.backtest;
  const plan = {
    ...present,
    ...(kept && { backtest: kept }),
    ...(change.plan.reason && { reason: change.plan.reason }),
  };
  const drift = planDrift(change.plan, plan);
  const editHash = hashEdits(edits, active.version);
  const next = { baseVersion: active.version, editHash, plan, planHash: hashPlan(plan) };
  if (drift.length > 0) return { drift, next };
  if (enrolsNobody(edits, plan)) return { clash: 'none of the leads that it names would enter any more' };
  return { ready: { base: active.version, proposed, plan, next } };
}

/** Makes it the next version; the change is settled by whoever approved it. */
export async function activateChange(
  options: ChangesOptions,
  tx: Tx,
  change: Change,
  { base, proposed, plan }: Prepared,
  settled: { approver: Person; at: number },
): Promise<void> {
  const { approver, at } = settled;
  for (const draft of plan.drafts ?? []) {
    const { item, version, hash } = draft;
    await options.drafts?.approve(tx, { item, version, hash }, { by: approver, at, change: change.id });
  }
  await applyHalts(tx, change.edits, { by: approver.id, at });
  const version = await options.engine.activate(tx, proposed, { changeId: change.id, base });
  const named = enrolmentsOf(change.edits);
  const enrolled = named.length > 0 ? await options.engine.enrolNamed(tx, named, approver.id) : [];
  const resolution = enrolledText(enrolled, proposed);
  await settleApplied(tx, change, {
    ...settled,
    version,
    proposed,
    ...(resolution !== undefined && { resolution }),
  });
}
