import { randomUUID } from 'node:crypto';
import { TrellisError } from '../../../db/errors.ts';
import { insertChange, selectChanges } from '../sql/changes.ts';
import { approveChange } from './approve.ts';
import { assertHalted } from './halts.ts';
import { oneChange } from './open.ts';
import type { ChangesOptions } from './options.ts';
import { hashEdits, hashPlan, makePlan } from './plan.ts';
import { rejectChange } from './reject.ts';
import type { Change, Changes } from './types.ts';
import { validProgram } from './valid-program.ts';

/** A proposal may be approved for two weeks; after that its figures are about another population. */
export const expiryMs = 14 * 24 * 3_600_000;

/** The one path of every change: propose, show, approve or reject. Faces differ only in how they ask the person. */
export function createChanges(options: ChangesOptions): Changes {
  const { db, engine, clock } = options;
  return {
    propose: async ({ title, edits, author, via, tainted = [] }) => {
      if (author.role === 'viewer') {
        throw new TrellisError(
          'change.forbidden',
          'A viewer cannot propose changes; ask an admin for the marketer role.',
        );
      }
      return db.transaction(async (tx) => {
        const active = await engine.program(undefined, tx);
        const proposed = await validProgram(options, tx, active.program, edits);
        await assertHalted(tx, edits);
        const now = clock();
        const plan = await makePlan(tx, { base: active.program, proposed, edits, now });
        if (plan.diff.length === 0) {
          throw new TrellisError(
            'change.empty',
            'The program already says this; there is nothing to change.',
          );
        }
        const change: Change = {
          id: randomUUID(),
          title,
          baseVersion: active.version,
          edits,
          editHash: hashEdits(edits, active.version),
          plan,
          planHash: hashPlan(plan),
          author,
          via,
          tainted: [...new Set(tainted)].sort(),
          status: 'proposed',
          createdAt: now,
          expiresAt: now + expiryMs,
        };
        await insertChange(tx, change);
        return change;
      });
    },
    list: ({ status, limit = 50 } = {}) =>
      db.transaction((tx) => selectChanges(tx, { ...(status && { status }), limit })),
    get: (id) => db.transaction((tx) => oneChange(tx, id)),
    approve: (id, approver, hashes) => approveChange(options, id, approver, hashes),
    reject: (id, person, reason) => rejectChange(options, id, person, reason),
  };
}
