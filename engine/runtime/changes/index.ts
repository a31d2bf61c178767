import { randomUUID } from 'node:crypto';
import { TrellisError } from '../../../db/errors.ts';
import { programHash } from '../../program/hash.ts';
import type { Edit, Program } from '../../program/schema.ts';
import { selectChange, selectChanges } from '../sql/changes.ts';
import { selectComments } from '../sql/comments.ts';
import type { ActiveProgram } from '../types.ts';
import { assertHaltsDiffer } from './halts.ts';
import { listMigration } from './migration/list-migration.ts';
import { oneChange } from './open.ts';
import type { ChangesOptions } from './options.ts';
import { hashEdits, hashPlan, makePlan, newWarnings } from './plan/plan.ts';
import { accountNames } from './population/account-names.ts';
import { assertLeadsDecidable, assertLeadsKnown, enrolsNobody } from './population/enrolling.ts';
import { enrollingWords } from './population/enrolling-words.ts';
import { fileChange } from './record.ts';
import { assertMakes, rollbackEdits } from './rollback/rollback.ts';
import { approveChange } from './settle/approve.ts';
import { cancelChange } from './settle/cancel.ts';
import { commentOn } from './settle/comment.ts';
import { rejectChange } from './settle/reject.ts';
import { runDueChanges } from './settle/run-due.ts';
import type { Change, Changes, Plan, Proposal, RollbackProposal, Watch } from './types.ts';
import { validProgram } from './valid-program.ts';

/** A proposal may be approved for two weeks; after that its figures are about another population. */
export const expiryMs = 14 * 24 * 3_600_000;

/** The one path of every change: propose, show, approve or reject. Faces differ only in how they ask the person. */
export function createChanges(options: ChangesOptions): Changes {
  const { db, clock } = options;
  return {
    propose: (input) => file(options, input),
    rollback: (input) => file(options, input),
    plan: async (input) => draw(options, await asEdits(options, input)),
    preview: async (edits) => {
      const { active, proposed, plan } = await planEdits(options, edits, clock());
      return { baseVersion: active.version, plan, warnings: newWarnings(active.program, proposed) };
    },
    list: ({ limit = 50, ...filter } = {}) => db.transaction((tx) => selectChanges(tx, { ...filter, limit })),
    get: (id) =>
      db.transaction(async (tx) => {
        const change = await oneChange(tx, id);
        const names = await accountNames(tx, change.plan);
        return { ...change, accountNames: names, comments: await selectComments(tx, change.id) };
      }),
    approve: (id, approver, hashes, { at } = {}) =>
      approveChange(options, id, approver, { ...hashes, ...(at !== undefined && { at }) }),
    cancel: (id, person) => cancelChange(options, id, person),
    migration: (id, page) => db.transaction((tx) => listMigration(options, tx, id, page)),
    reject: (id, person, reason) => rejectChange(options, id, person, reason),
    comment: (id, person, text, via) => commentOn(options, id, { person, text, via }),
    runDue: () => runDueChanges({ ...options, expiryMs }),
  };
}

/** A proposal of edits, those of a rollback among them. */
type EditsProposal = Proposal & Pick<Change, 'rollbackTo'>;

async function asEdits(options: ChangesOptions, input: Proposal | RollbackProposal): Promise<EditsProposal> {
  if ('edits' in input) return input;
  const { version, ...by } = input;
  return { ...(await rollbackEdits(options, version)), ...by, rollbackTo: version };
}

async function file(options: ChangesOptions, input: Proposal | RollbackProposal): Promise<Change> {
  const { id } = input;
  const filed = id && (await options.db.transaction((tx) => selectChange(tx, id)));
  if (filed) return filed;
  const change = await draw(options, await asEdits(options, input));
  input.watch?.signal?.throwIfAborted();
  await options.db.transaction((tx) => fileChange(tx, change));
  return change;
}

/** The change as it is filed: everything but the filing. */
async function draw(
  options: ChangesOptions,
  {
    title,
    edits,
    author,
    via,
    tainted = [],
    reason,
    rollbackTo,
    editHash: shown,
    watch = {},
    id,
  }: EditsProposal,
): Promise<Change> {
  if (author.role === 'viewer') {
    throw new TrellisError(
      'change.forbidden',
      'A viewer cannot propose changes; ask an admin for the marketer role.',
    );
  }
  const now = options.clock();
  const { active, plan: planned } = await planEdits(options, edits, now, {
    author: author.id,
    watch,
    ...(rollbackTo !== undefined && { rollbackTo }),
  });
  const editHash = hashEdits(edits, active.version);
  if (shown !== undefined && shown !== editHash) {
    throw new TrellisError(
      'change.moved',
      'What this would change is no longer what was shown: the program or the library has moved on. Nothing was filed; look at the plan again.',
    );
  }
  const plan = reason ? { ...planned, reason } : planned;
  return {
    id: id ?? randomUUID(),
    title,
    baseVersion: active.version,
    edits,
    editHash,
    plan,
    planHash: hashPlan(plan),
    author,
    via,
    tainted: [...new Set(tainted)].sort(),
    status: 'proposed',
    ...(rollbackTo !== undefined && { rollbackTo }),
    createdAt: now,
    expiresAt: now + expiryMs,
  };
}

/** What the edits make of the program in force, and its plan. Throws `program.invalid`, `change.empty`. */
async function planEdits(
  options: ChangesOptions,
  edits: readonly Edit[],
  now: number,
  { watch = {}, ...of }: { author?: string; rollbackTo?: number; watch?: Watch } = {},
) {
  watch.progress?.('Counting whom the change touches');
  const { active, proposed, plan } = await options.db.transaction(async (tx) => {
    const active = await options.engine.program(undefined, tx);
    const proposed = await validProgram(options, tx, active.program, edits);
    await assertHaltsDiffer(tx, edits, active.program);
    await assertLeadsKnown(tx, edits);
    if (of.rollbackTo !== undefined) await assertMakes(options, tx, proposed, of.rollbackTo);
    const plan = await makePlan(tx, { base: active.program, proposed, edits, now, ...of }, options);
    return { active, proposed, plan };
  });
  if (plan.diff.length === 0) {
    throw new TrellisError('change.empty', 'The program already says this; there is nothing to change.');
  }
  assertLeadsDecidable(plan);
  if (enrolsNobody(edits, plan)) {
    throw new TrellisError(
      'change.empty',
      `None of the named leads would enter: ${enrollingWords(plan).slice(1).join('; ')}.`,
    );
  }
  // Outside of the transaction: it reads for seconds, and takes the past as it finds it.
  const whole = await withBacktest(options, plan, { active, proposed, now, watch });
  return { active, proposed, plan: whole };
}

/** A change that touches no rule, such as a resumption, has no other past. */
async function withBacktest(
  { backtest }: ChangesOptions,
  plan: Plan,
  { active, proposed, now, watch }: { active: ActiveProgram; proposed: Program; now: number; watch: Watch },
): Promise<Plan> {
  watch.signal?.throwIfAborted();
  if (!backtest || programHash(proposed) === active.hash) return plan;
  const { program: base, version } = active;
  return { ...plan, backtest: await backtest({ base, version, proposed, now }, watch) };
}
