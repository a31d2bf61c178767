import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../../db/canonical.ts';
import { TrellisError } from '../../../db/errors.ts';
import { diffPrograms } from '../diff.ts';
import { applyEdits, editsBetween } from '../edits.ts';
import type { Edit, Program } from '../schema.ts';
import { editSchema } from '../schema.ts';
import { arbitraryEdited } from '../testing/arbitrary-edits.ts';
import { conflicts, touchedBetween, touchedBy } from './conflicts.ts';

/** Undefined where the edits are refused, which most random ones are not. */
function applied(program: Program, edits: readonly Edit[]): Program | undefined {
  try {
    return applyEdits(program, edits);
  } catch (error) {
    if (error instanceof TrellisError && error.code === 'program.invalid') return undefined;
    throw error;
  }
}

it('any edits, rolled back, restore the program byte for byte', () => {
  fc.assert(
    fc.property(arbitraryEdited(1), ({ program, edits: [edits = []] }) => {
      const changed = applied(program, edits);
      fc.pre(changed !== undefined);
      const restored = applyEdits(changed, editsBetween(changed, program));
      expect(canonicalJson(restored)).toBe(canonicalJson(program));
    }),
    { numRuns: 150 },
  );
});

it('edits are of the form that a proposal may have, and told in words exactly when they change something', () => {
  fc.assert(
    fc.property(arbitraryEdited(1), ({ program, edits: [edits = []] }) => {
      for (const edit of edits) expect(editSchema.parse(edit)).toEqual(edit);
      const changed = applied(program, edits);
      fc.pre(changed !== undefined);
      const differs = canonicalJson(changed) !== canonicalJson(program);
      expect(diffPrograms(program, changed).length > 0).toBe(differs);
    }),
    { numRuns: 100 },
  );
});

it('two lists of edits that touch nothing in common give the same program in either order', () => {
  let compared = 0;
  fc.assert(
    fc.property(arbitraryEdited(2), ({ program, edits: [mine = [], others = []] }) => {
      fc.pre(conflicts(mine, touchedBy(others)).length === 0);
      const [a, b] = [applied(program, mine), applied(program, others)];
      fc.pre(a !== undefined && b !== undefined);
      const [ab, ba] = [applied(a, others), applied(b, mine)];
      expect(ab === undefined).toBe(ba === undefined);
      if (ab && ba) expect(canonicalJson(ab)).toBe(canonicalJson(ba));
      compared++;
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(compared).toBeGreaterThan(50);
});

it('a change is rebased by making its edits on top, and keeps what others changed meanwhile', () => {
  fc.assert(
    fc.property(arbitraryEdited(2), ({ program, edits: [mine = [], others = []] }) => {
      const moved = applied(program, others);
      fc.pre(moved !== undefined);
      fc.pre(conflicts(mine, touchedBetween(program, moved)).length === 0);
      const [alone, rebased] = [applied(program, mine), applied(moved, mine)];
      fc.pre(alone !== undefined && rebased !== undefined);
      // What only one of the two changed is, in the end, as that one wants it.
      const wanted = new Map(editsBetween(program, alone).map((edit) => [edit.path, edit]));
      const theirs = editsBetween(program, moved).filter(({ path }) => !wanted.has(path));
      for (const edit of theirs) expect(editsBetween(rebased, applyEditsLoosely(rebased, edit))).toEqual([]);
      const own = [...wanted.values()].filter(
        ({ path }) => !touchedBetween(program, moved).some((t) => t.startsWith(path)),
      );
      for (const edit of own) expect(editsBetween(rebased, applyEditsLoosely(rebased, edit))).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

/** Removing what is gone already is no difference. */
function applyEditsLoosely(program: Program, edit: Edit): Program {
  try {
    return applyEdits(program, [edit]);
  } catch (error) {
    if (error instanceof TrellisError && error.faults.every(({ code }) => code === 'edit.nothing'))
      return program;
    throw error;
  }
}
