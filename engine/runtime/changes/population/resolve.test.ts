import { describe, expect, it } from 'vitest';
import { parseProgram } from '../../../program/parse.ts';
import { resolveText, sameCondition } from './resolve.ts';

const programWith = (engaged: string) =>
  parseProgram({
    schema: 1,
    segments: {
      engaged: { title: 'Engaged', when: engaged },
      buying: { title: 'Buying', when: 'STAKEHOLDERS IN SEGMENT engaged >= 2' },
      keen: { title: 'Keen', when: 'IN SEGMENT engaged' },
    },
  });
const resolved = (text: string, engaged: string) => {
  const program = programWith(engaged);
  return { condition: resolveText(text, program), program };
};

describe('sameCondition', () => {
  const [wide, narrow] = ['page_visits >= 1 IN last_30_days', 'page_visits >= 3 IN last_30_days'];

  it.each(['IN SEGMENT keen', 'IN SEGMENT buying', 'NOT ANY STAKEHOLDER IN SEGMENT keen'])(
    'sees through %s to a segment that changed',
    (text) => {
      expect(sameCondition(resolved(text, wide), resolved(text, wide))).toBe(true);
      expect(sameCondition(resolved(text, wide), resolved(text, narrow))).toBe(false);
    },
  );

  it('tells no condition from one', () => {
    const none = { condition: undefined, program: programWith(wide) };
    expect(sameCondition(none, none)).toBe(true);
    expect(sameCondition(none, resolved('lead_score > 1', wide))).toBe(false);
  });
});
