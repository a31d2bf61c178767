import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { CompiledSplit } from '../../program/compile/compile.ts';
import { hash32 } from '../arms.ts';
import { openDraft } from '../draft.ts';
import { newLead } from '../new-lead.ts';
import { email, emailsIn, LEAD, programOf, Story, T0, trackOf } from '../testing/story.ts';
import { takeArm } from './split.ts';

const leads = Array.from({ length: 10_000 }, (_, n) => {
  const hex = createHash('sha256').update(`lead ${n}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
});
const program = programOf({});

function splitOf(weights: readonly number[], key = 'x'): CompiledSplit {
  const arms = weights.map((weight, n) => ({ id: `arm-${n}`, weight, to: n }));
  return { id: 's', kind: 'split', key, arms };
}

function armOf(lead: string, split: CompiledSplit, variants?: Record<string, string>) {
  const before = { ...newLead(lead, T0), ...(variants && { variants }) };
  const input = { seq: 1, at: T0, facts: {}, semantics: 1, kind: 'timer' } as const;
  const draft = openDraft(program, before, input);
  const { id } = takeArm(draft, split).arm;
  return { id, variants: draft.lead.variants };
}

function countsOf(split: CompiledSplit): number[] {
  const drawn = leads.map((lead) => armOf(lead, split).id);
  return split.arms.map(({ id }) => drawn.filter((arm) => arm === id).length);
}

describe('a split', () => {
  test.each([[[1, 1]], [[9, 1]], [[1, 2, 3, 4]], [[1, 1000]], [[7, 7, 7, 7, 7, 7, 7, 7, 7, 7]]])(
    'shares 10,000 leads out by the weights %j',
    (weights) => {
      const split = splitOf(weights);
      for (const [n, count] of countsOf(split).entries()) {
        const share = (weights[n] ?? 0) / weights.reduce((sum, weight) => sum + weight, 0);
        // Four standard deviations of as many throws.
        const bound = 4 * Math.sqrt(leads.length * share * (1 - share));
        expect(Math.abs(count - leads.length * share)).toBeLessThanOrEqual(bound);
      }
    },
  );

  test('of one experiment says nothing about the arm of another', () => {
    const [one, two] = [splitOf([1, 1], 'one'), splitOf([1, 1], 'two')];
    const same = leads.filter((lead) => armOf(lead, one).id === armOf(lead, two).id).length;
    expect(Math.abs(same - leads.length / 2)).toBeLessThanOrEqual(4 * Math.sqrt(leads.length / 4));
  });

  test('of the same experiment gives the lead the same arm, wherever it stands', () => {
    for (const lead of leads.slice(0, 100)) {
      expect(armOf(lead, { ...splitOf([1, 1]), id: 'elsewhere' })).toEqual(armOf(lead, splitOf([1, 1])));
    }
  });

  test('moves nobody when its weights change or an arm joins, and shares out anew whose arm is gone', () => {
    for (const lead of leads.slice(0, 1000)) {
      const { id, variants } = armOf(lead, splitOf([1, 1]));
      expect(armOf(lead, splitOf([1, 1000]), variants).id).toBe(id);
      expect(armOf(lead, splitOf([1000, 1, 500]), variants).id).toBe(id);
      expect(armOf(lead, splitOf([1]), variants)).toEqual({ id: 'arm-0', variants: { x: 'arm-0' } });
    }
  });

  test('is drawn by a hash that never changes', () => {
    expect(['', 'a', 'welcome/half 0a6a1a5c-0000-4000-8000-000000000001', 'žluť'].map(hash32)).toEqual([
      0, 721651713, 2020856610, 3411691248,
    ]);
  });

  test('takes the lead to the step of its arm, tells so, and remembers it', () => {
    const split = {
      id: 'half',
      kind: 'split',
      arms: [
        { id: 'short', weight: 1, goto: 'a' },
        { id: 'long', weight: 1, goto: 'b' },
      ],
    };
    const steps = [split, email('a'), { id: 'x', kind: 'exit' }, email('b')];
    const story = Story.mailable(
      programOf({ tracks: { t: trackOf(steps, { entry: { when: 'country = "DE"' } }) } }),
    );
    const { effects, trace } = story.event('identify', {}, { traits: { country: 'DE' } });
    const arm = armOf(LEAD, { ...splitOf([1, 1], 't/half') }).id === 'arm-0' ? 'short' : 'long';
    expect(trace).toContainEqual({ did: 'split', track: 't', step: 'half', arm });
    expect(emailsIn(effects)).toEqual([arm === 'short' ? 'a' : 'b']);
    expect(story.lead.variants).toEqual({ 't/half': arm });
  });
});
