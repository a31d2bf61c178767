import { parseConditions } from '../compile/parse-conditions.ts';
import type { Vocabulary } from '../condition/ast.ts';
import { experimentField, HOLDOUT } from '../experiment-fields.ts';
import type { Experiment, Program, Step } from '../schema.ts';
import { modelsOf, scoreField } from '../score-models.ts';
import { defaultVocabulary } from '../vocabulary.ts';
import { walkCondition } from '../walk-condition.ts';
import { type Finding, finding } from './findings.ts';

type Split = Extract<Step, { kind: 'split' }>;

/** Experiments that cannot be told apart, that their splits contradict, that share out nobody or decide nothing. */
export function checkExperiments(program: Program, vocabulary: Vocabulary): Finding[] {
  const { experiments = {} } = program;
  const splits = splitsOf(program);
  const named = namedIn(program, vocabulary);
  return [
    ...Object.entries(experiments).flatMap(([id, experiment]) => [
      ...checkId(id, program),
      ...checkArms(id, experiment),
      ...checkUse(id, experiment, { splits, named }),
    ]),
    ...splits.flatMap(({ path, step }) => checkSplit(path, step, experiments)),
  ];
}

function checkId(id: string, program: Program): Finding[] {
  const path = `experiments/${id}`;
  const refused = (message: string) => [finding('experiment.id', path, message)];
  if (id === HOLDOUT) return refused('"holdout" is the policy of that name; choose another id');
  const field = experimentField(id);
  if (field.length > 63) return refused('the id of an experiment has at most 52 characters');
  const isTaken =
    Object.hasOwn(defaultVocabulary.fields, field) ||
    modelsOf(program).some((of) => scoreField(of) === field);
  return isTaken ? refused(`${field} is the name of another field; choose another id`) : [];
}

function checkArms(id: string, { arms, control, decided }: Experiment): Finding[] {
  return Object.entries({ control, decided }).flatMap(([key, arm]) =>
    arm === undefined || Object.hasOwn(arms, arm)
      ? []
      : [
          finding(
            'experiment.arm',
            `experiments/${id}/${key}`,
            `"${arm}" is not one of its arms; name one of ${Object.keys(arms).sort().join(', ')}`,
          ),
        ],
  );
}

function checkUse(
  id: string,
  { population, decided }: Experiment,
  { splits, named }: { splits: readonly { step: Split }[]; named: ReadonlyMap<string, readonly string[]> },
): Finding[] {
  const path = `experiments/${id}`;
  const field = experimentField(id);
  const sites = named.get(field) ?? [];
  if (sites.includes(`${path}/population`))
    return [
      finding(
        'experiment.population',
        `${path}/population`,
        `whether a lead gets an arm cannot depend on its arm; take ${field} out`,
      ),
    ];
  // Kept for the record.
  if (decided !== undefined) return [];
  const isSplit = splits.some(({ step }) => step.experiment === id);
  if (!isSplit && sites.length === 0)
    return [
      finding(
        'experiment.unused',
        path,
        `nothing differs by its arms: let a split name it ("experiment: ${id}"), or a condition (${field} = "…")`,
      ),
    ];
  if (isSplit || population !== undefined) return [];
  return [
    finding('experiment.nobody', path, 'nobody gets an arm: give it a population, or let a split name it'),
  ];
}

function checkSplit(
  path: string,
  { experiment: id, arms }: Split,
  experiments: NonNullable<Program['experiments']>,
): Finding[] {
  if (id === HOLDOUT)
    return [
      finding(
        'experiment.id',
        `${path}/experiment`,
        '"holdout" is the policy of that name; choose another id',
      ),
    ];
  const declared = id !== undefined && Object.hasOwn(experiments, id) ? experiments[id] : undefined;
  if (declared === undefined) return [];
  const shares = (of: readonly { id: string; weight: number }[]) =>
    of
      .map((arm) => `${arm.id} (weight ${arm.weight})`)
      .sort()
      .join(', ');
  const wanted = shares(Object.entries(declared.arms).map(([arm, { weight }]) => ({ id: arm, weight })));
  if (shares(arms) === wanted) return [];
  return [
    finding('experiment.split', `${path}/arms`, `experiment "${id}" has the arms ${wanted}; give it these`),
  ];
}

function splitsOf({ tracks }: Program): { path: string; step: Split }[] {
  return Object.entries(tracks).flatMap(([track, { steps }]) =>
    steps.flatMap((step, place) =>
      step.kind === 'split' ? [{ path: `tracks/${track}/steps/${place}`, step }] : [],
    ),
  );
}

/** By field: the places of the conditions that name it. */
function namedIn(program: Program, vocabulary: Vocabulary): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const [path, condition] of parseConditions(program, vocabulary).parsed) {
    for (const node of walkCondition(condition)) {
      if ('field' in node) named.set(node.field, [...(named.get(node.field) ?? []), path]);
    }
  }
  return named;
}
