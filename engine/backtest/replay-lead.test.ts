import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Moment } from '../core/testing/live.ts';
import { LEAD, T0 } from '../core/testing/story.ts';
import type { LeadState } from '../core/types.ts';
import { stateText } from '../runtime/loaded-lead.ts';
import { beginningOf, replayLead } from './replay-lead.ts';
import type { LoggedInput, RecordedLead, Snapshot } from './sql/replay.ts';
import { anyLife, logged, programsOf } from './testing/lives.ts';

function recorded(state: LeadState): RecordedLead {
  const { id, fields, score, scores } = state;
  return { lane: 10, id, fields, state: stateText(state), created_at: T0, points: score, scores };
}

const ours = new Set([1]);

test('any history replays from what was logged of it, byte for byte', () => {
  fc.assert(
    fc.property(anyLife, (moments) => {
      const inputs = logged(moments);
      const last = moments.at(-1)?.decision.lead as LeadState;
      const beginning = beginningOf([], inputs, ours);
      expect(beginning?.inputs).toHaveLength(moments.length);
      expect(beginning && replayLead(recorded(last), beginning, programsOf(moments))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('any history replays from a snapshot of any of its moments', () => {
  fc.assert(
    fc.property(anyLife, fc.nat(), (moments, place) => {
      const at = moments[place % moments.length]?.decision.lead as LeadState;
      const last = moments.at(-1)?.decision.lead as LeadState;
      const kept = JSON.parse(JSON.stringify({ state: stateText(at), fields: at.fields }));
      const snapshot: Snapshot = {
        ...kept,
        lead_id: LEAD,
        seq: at.seq,
        at: at.at,
        points: at.score,
        basis: 'replayed',
      };
      const inputs = logged(moments);
      // What came before it is gone.
      const beginning = beginningOf([snapshot], inputs.slice(at.seq), ours);
      expect(beginning?.inputs).toHaveLength(moments.length - at.seq);
      expect(beginning && replayLead(recorded(last), beginning, programsOf(moments))).toBeUndefined();
      const whole = beginningOf([snapshot], inputs, ours);
      expect(whole?.snapshot).toBeUndefined();
      expect(whole && replayLead(recorded(last), whole, programsOf(moments), [snapshot])).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('a decision, a state, a ledger or a snapshot that is not what the inputs give is found where it is', () => {
  fc.assert(
    fc.property(anyLife, fc.nat(), (moments, place) => {
      const inputs = logged(moments);
      const last = moments.at(-1)?.decision.lead as LeadState;
      const lead = recorded(last);
      const programs = programsOf(moments);
      const wrong = place % inputs.length;
      const tampered = inputs.map((row, n) => (n === wrong ? { ...row, decision: `${row.decision} ` } : row));
      const seqOf = (record: RecordedLead, rows: readonly LoggedInput[], passed: readonly Snapshot[] = []) =>
        replayLead(record, { snapshot: undefined, inputs: rows }, programs, passed)?.seq;
      expect(seqOf(lead, tampered)).toBe(wrong + 1);
      expect(seqOf({ ...lead, points: lead.points + 1 }, inputs)).toBe(inputs.length);
      expect(seqOf({ ...lead, state: `${lead.state} ` }, inputs)).toBe(inputs.length);
      const at = moments[wrong]?.decision.lead as LeadState;
      const wrongly = { ...recorded(at), lead_id: LEAD, seq: at.seq, at: at.at, basis: 'replayed' as const };
      expect(seqOf(lead, inputs, [{ ...wrongly, points: at.score + 1 }])).toBe(at.seq);
      if (inputs.length > 1) expect(seqOf(lead, inputs.slice(1))).toBe(2);
    }),
    { numRuns: 100 },
  );
});

test('inputs of other engine semantics are begun after, where a snapshot stands there', () => {
  const [moments] = fc.sample(
    anyLife.filter((life) => life.length > 4),
    { numRuns: 1, seed: 7 },
  ) as [Moment[]];
  const inputs = logged(moments).map((row) => (row.seq <= 2 ? { ...row, semantics: 9 } : row));
  const at = moments[2]?.decision.lead as LeadState;
  const snapshot: Snapshot = { ...recorded(at), lead_id: LEAD, seq: 3, at: at.at, basis: 'recorded' };
  expect(beginningOf([], inputs, ours)).toBeUndefined();
  expect(beginningOf([{ ...snapshot, seq: 1 }], inputs, ours)).toBeUndefined();
  const beginning = beginningOf([{ ...snapshot, seq: 1 }, snapshot], inputs, ours);
  expect(beginning?.snapshot).toBe(snapshot);
  expect(beginning?.inputs[0]?.seq).toBe(4);
  const last = recorded(moments.at(-1)?.decision.lead as LeadState);
  expect(beginning && replayLead(last, beginning, programsOf(moments))).toBeUndefined();
});
