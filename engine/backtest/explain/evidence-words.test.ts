import { describe, expect, it } from 'vitest';
import type { Comparison, Condition } from '../../program/condition/ast.ts';
import { evidenceWords } from './evidence-words.ts';
import type { Names } from './names.ts';

const meetings = (is: Comparison, value: number): Condition => ({
  op: 'count',
  event: 'meeting_scheduled',
  is,
  value,
});
const said = (condition: Condition, found: number, holds: boolean) =>
  evidenceWords({ condition, text: '', holds, found }, {} as Names);

describe('what decided, in words', () => {
  it('says that none may be, where none may be', () => {
    expect(said(meetings('=', 0), 1, false)).toEqual(['there was 1 meeting scheduled (there must be none)']);
    expect(said(meetings('=', 0), 0, true)).toEqual([expect.stringMatching(/^there were no .*scheduled$/)]);
    const score: Condition = { op: 'field', field: 'lead_score', is: '=', value: 0 };
    expect(said(score, 5, false)).toEqual(['score is 5 (must be 0)']);
  });

  it('says of a condition under NOT what is needed', () => {
    const none: Condition = { op: 'not', of: meetings('>=', 2) };
    const part = { condition: meetings('>=', 2), text: '', holds: true, found: 3 };
    expect(evidenceWords({ condition: none, text: '', holds: false, parts: [part] }, {} as Names)).toEqual([
      expect.stringMatching(/^there were 3 .* \(fewer than 2 needed\)$/),
    ]);
  });
});
