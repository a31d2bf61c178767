import { describe, expect, it } from 'vitest';
import type { Edit } from '../../program/schema.ts';
import { assessRisk } from './risk.ts';

const none = { entering: {}, inFlight: {}, leaving: 0, leads: 1000 };
const rule: Edit = { op: 'remove', path: 'scoring/rules/pricing' };

describe('the risk of a change', () => {
  it('is low when it touches nobody in flight and moves few', () => {
    expect(assessRisk([rule], { ...none, entering: { a: 50 } })).toEqual({ level: 'low', reasons: [] });
  });

  it('is medium when more than fifty leads enter, or a threshold of hand-over changes', () => {
    expect(assessRisk([rule], { ...none, entering: { a: 30, b: 21 } }).level).toBe('medium');
    expect(assessRisk([{ op: 'remove', path: 'scoring/thresholds/sql' }], none).level).toBe('medium');
  });

  it('is medium when leads are on a changed track, high when some of them leave it', () => {
    expect(assessRisk([rule], { ...none, inFlight: { a: 3 } }).level).toBe('medium');
    expect(assessRisk([rule], { ...none, inFlight: { a: 3 }, leaving: 1 }).level).toBe('high');
  });

  it('is high for policies, for resuming all sending, and when a fifth of all leads enters at once', () => {
    expect(assessRisk([{ op: 'put', path: 'policies/cap', value: { count: 9, days: 1 } }], none).level).toBe(
      'high',
    );
    expect(assessRisk([{ op: 'remove', path: 'halts/*' }], none).level).toBe('high');
    expect(assessRisk([rule], { ...none, entering: { a: 201 } }).level).toBe('high');
  });
});
