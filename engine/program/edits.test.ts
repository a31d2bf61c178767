import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TrellisError } from '../../db/errors.ts';
import { diffBesideProgram } from './diff/beside-program.ts';
import { diffPrograms, programPathsBetween } from './diff.ts';
import { conflicts } from './edits/conflicts.ts';
import { applyEdits, changedPaths, editsBetween } from './edits.ts';
import { emptyProgram } from './parse.ts';
import { renderDiff } from './render.ts';
import { editPathSchema } from './schema.ts';
import { arbitraryProgram } from './testing/arbitrary-program.ts';

describe('edits', () => {
  it('between two programs make the one of the other, and the inverse edits restore it', () => {
    fc.assert(
      fc.property(arbitraryProgram, arbitraryProgram, (a, b) => {
        const changed = applyEdits(a, editsBetween(a, b));
        expect(changed).toEqual(b);
        expect(applyEdits(changed, editsBetween(changed, a))).toEqual(a);
      }),
    );
  });

  it('are each told by a line at their path, and by no other', () => {
    fc.assert(
      fc.property(arbitraryProgram, arbitraryProgram, (a, b) => {
        const edits = editsBetween(a, b);
        const lines = diffPrograms(a, b);
        expect([...new Set(lines.map(({ path }) => path))].sort()).toEqual(programPathsBetween(a, b));
        for (const line of renderDiff(lines)) expect(line).toMatch(/^\S.+: \S/);
        for (const edit of edits) {
          expect(editPathSchema.safeParse(edit.path).success).toBe(true);
          expect(renderDiff(diffPrograms(a, applyEdits(a, [edit]))).join('')).not.toBe('');
        }
      }),
      { numRuns: 50 },
    );
  });

  it('between equal programs are none, and neither is there a difference', () => {
    fc.assert(
      fc.property(arbitraryProgram, (program) => {
        const copy = structuredClone(program);
        expect(editsBetween(program, copy)).toEqual([]);
        expect(diffPrograms(program, copy)).toEqual([]);
      }),
    );
  });

  it('leave the given program as it is', () => {
    const program = emptyProgram();
    const put = {
      op: 'put',
      path: 'segments/smb',
      value: { title: 'SMB', when: 'company_size = "smb"' },
    } as const;
    expect(applyEdits(program, [put]).segments).toHaveProperty('smb');
    expect(program).toEqual(emptyProgram());
  });

  it('are refused whole, with every fault and its path', () => {
    const error = faultsOf(() =>
      applyEdits(emptyProgram(), [
        { op: 'put', path: 'segments/good', value: { title: 'Good', when: 'lead_score >= 75' } },
        { op: 'remove', path: 'tracks/nothing' },
        { op: 'remove', path: 'segments/constructor' },
        {
          op: 'put',
          path: 'scoring/rules/constructor',
          value: { title: 'R', when: 'page_visit', points: 1 },
        },
        { op: 'put', path: 'halts/smb', value: true },
      ]),
    );
    expect(error.code).toBe('program.invalid');
    expect(error.faults.map(({ path }) => path)).toEqual([
      'tracks/nothing',
      'segments/constructor',
      'scoring/rules/constructor',
      'halts/smb',
    ]);
  });

  it('are refused when the program that results has not the right form', () => {
    const error = faultsOf(() =>
      applyEdits(emptyProgram(), [
        { op: 'put', path: 'tracks/smb', value: { title: 'SMB', stage: 'nowhere', steps: [] } },
      ]),
    );
    expect(error.faults.map(({ path }) => path).sort()).toEqual(['tracks/smb/stage', 'tracks/smb/steps']);
  });

  it('take a halt away without touching the program', () => {
    const edits = [{ op: 'remove', path: 'halts/*' }] as const;
    expect(applyEdits(emptyProgram(), edits)).toEqual(emptyProgram());
    expect(renderDiff(diffBesideProgram(edits, emptyProgram()))).toEqual([
      'Halt of all sending: lifted; emails are sent again',
    ]);
  });

  it('conflict where others have changed the same path, and only there', () => {
    const edits = [
      { op: 'remove', path: 'tracks/b' },
      { op: 'remove', path: 'tracks/a' },
      { op: 'remove', path: 'tracks/a' },
    ] as const;
    expect(changedPaths(edits)).toEqual(['tracks/a', 'tracks/b']);
    expect(conflicts(edits, ['tracks/b', 'segments/a'])).toEqual(['tracks/b']);
    expect(conflicts(edits, ['segments/a'])).toEqual([]);
  });
});

function faultsOf(body: () => unknown): TrellisError {
  try {
    body();
  } catch (error) {
    if (error instanceof TrellisError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
