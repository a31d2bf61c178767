import { describe, expect, it } from 'vitest';
import { programSchema } from '../schema.ts';
import { validateProgram, warningsOf } from '../validate.ts';

const arms = { early: { title: 'At 60', weight: 1 }, late: { title: 'At 75', weight: 1 } };
const handOver = {
  title: 'Hand over earlier',
  element: 'hand-off',
  arms,
  control: 'late',
  population: 'company_size = "smb"',
  metric: 'deal',
};
const early = {
  title: 'Early',
  at: 60,
  when: 'experiment_hand_over = "early"',
  actions: [{ do: 'lifecycle', stage: 'sql' }],
};
const split = (of: object = {}) => ({
  title: 'T',
  stage: 'awareness',
  steps: [
    {
      id: 'how',
      kind: 'split',
      experiment: 'hand-over',
      arms: [
        { id: 'early', weight: 1, goto: 'end' },
        { id: 'late', weight: 1, goto: 'end' },
      ],
      ...of,
    },
    { id: 'end', kind: 'exit' },
  ],
});

function program(parts: object) {
  return programSchema.parse({ schema: 1, ...parts });
}
function found(parts: object): string[][] {
  return validateProgram(program(parts)).map(({ code, path }) => [code, path]);
}
function warned(parts: object): string[][] {
  return warningsOf(program(parts))
    .map(({ code, path }) => [code, path])
    .filter(([code]) => code?.startsWith('experiment.'));
}
const using = (experiment: object = {}, threshold: object = {}) => ({
  experiments: { 'hand-over': { ...handOver, ...experiment } },
  scoring: { thresholds: { early: { ...early, ...threshold } } },
});

describe('an experiment that is declared', () => {
  it('lets conditions name the arm, and finds an arm that there is not', () => {
    expect(found(using())).toEqual([]);
    const wrong = program(using({}, { when: 'experiment_hand_over = "earli"' }));
    expect(validateProgram(wrong)).toEqual([
      expect.objectContaining({
        code: 'condition.unknown_name',
        path: 'scoring/thresholds/early/when',
        message: 'experiment_hand_over is one of early, late, never "earli". Did you mean early?',
      }),
    ]);
    expect(found({ ...using(), experiments: undefined })).toEqual([
      ['condition.unknown_name', 'scoring/thresholds/early/when'],
    ]);
  });

  it('is decided for one of its arms, as its control is one', () => {
    expect(found(using({ control: 'later', decided: 'now' }))).toEqual([
      ['experiment.arm', 'experiments/hand-over/control'],
      ['experiment.arm', 'experiments/hand-over/decided'],
    ]);
    // What compares with the arm that lost stays readable, so that deciding is one edit.
    expect(found(using({ decided: 'late' }))).toEqual([]);
  });

  it('has an id that is no other field and not the hold-out', () => {
    const called = (id: string, models = {}) =>
      found({ experiments: { [id]: handOver }, scoring: { models } }).map(([code]) => code);
    expect(called('holdout')).toEqual(['experiment.id']);
    expect(called('a'.repeat(52))).toEqual([]);
    expect(called('a'.repeat(53))).toEqual(['experiment.id']);
    expect(called('use-score', { 'experiment-use': { title: 'M' } })).toEqual(['experiment.id']);
    expect(found({ tracks: { t: split({ experiment: 'holdout' }) } })).toEqual([
      ['experiment.id', 'tracks/t/steps/0/experiment'],
    ]);
  });

  it('has the arms and weights of the splits that name it', () => {
    const experiments = { 'hand-over': { ...handOver, population: undefined } };
    expect(found({ experiments, tracks: { t: split() } })).toEqual([]);
    const other = [
      { id: 'early', weight: 2, goto: 'end' },
      { id: 'late', weight: 1, goto: 'end' },
    ];
    expect(found({ experiments, tracks: { t: split({ arms: other }) } })).toEqual([
      ['experiment.split', 'tracks/t/steps/0/arms'],
    ]);
  });

  it('shares leads out by something else than its own arms', () => {
    expect(found(using({ population: 'experiment_hand_over IS UNKNOWN' }))).toEqual([
      ['experiment.population', 'experiments/hand-over/population'],
    ]);
  });

  it('is told to be idle when nobody gets an arm or nothing differs, unless it is over', () => {
    expect(warned(using())).toEqual([]);
    expect(warned({ experiments: { 'hand-over': handOver } })).toEqual([
      ['experiment.unused', 'experiments/hand-over'],
    ]);
    expect(warned(using({ population: undefined }))).toEqual([
      ['experiment.nobody', 'experiments/hand-over'],
    ]);
    expect(warned({ experiments: { 'hand-over': { ...handOver, decided: 'late' } } })).toEqual([]);
  });

  it('may have leads without an arm', () => {
    const when = (text: string) => found(using({}, { when: text }));
    expect(when('experiment_hand_over IS UNKNOWN')).toEqual([]);
    expect(when('experiment_hand_over != "early" AND experiment_hand_over != "late"')).toEqual([]);
    expect(when('experiment_hand_over = "early" AND experiment_hand_over = "late"')).toEqual([
      ['condition.never_holds', 'scoring/thresholds/early/when'],
    ]);
  });
});

describe('a hold-out', () => {
  it('lets conditions name who is held, and must have somebody to hold', () => {
    const segments = { held: { title: 'Held', when: 'experiment_holdout = "held"' } };
    expect(found({ segments, policies: { holdout: { percent: 10 } } })).toEqual([]);
    expect(found({ segments })).toEqual([['condition.unknown_name', 'segments/held/when']]);
    const except = 'lead_score >= 5 OR lead_score < 5';
    expect(found({ policies: { holdout: { percent: 10, except } } })).toEqual([
      ['policy.holdout', 'policies/holdout/except'],
    ]);
  });
});
