import { byId, recordOf } from '../by-id.ts';
import type { Condition } from '../condition/ast.ts';
import { experimentFields, HELD, HOLDOUT, NURTURED } from '../experiment-fields.ts';
import type { Program } from '../schema.ts';
import type { CompiledProgram, Share } from './compiled.ts';

type CompiledExperiments = Pick<CompiledProgram, 'experiments' | 'populations' | 'armFields' | 'holdout'>;

/** `conditionAt` gives the parsed condition at a path of the program. */
export function compileExperiments(
  program: Pick<Program, 'experiments' | 'policies'>,
  conditionAt: (path: string) => Condition,
): CompiledExperiments {
  const declared = byId(program.experiments ?? {});
  const sharesOf = (arms: Readonly<Record<string, { weight: number }>>): Share[] =>
    byId(arms).map(([id, { weight }]) => ({ id, weight }));
  const { holdout } = program.policies;
  return {
    experiments: recordOf(
      declared.map(([id, { arms, control, population, decided }]) => [
        id,
        {
          id,
          arms: sharesOf(arms),
          control,
          hasPopulation: population !== undefined,
          ...(decided !== undefined && { decided }),
        },
      ]),
    ),
    populations: declared.flatMap(([id, { arms, population, decided }]) =>
      population === undefined || decided !== undefined
        ? []
        : [{ id, when: conditionAt(`experiments/${id}/population`), arms: sharesOf(arms) }],
    ),
    armFields: recordOf(
      Object.entries(experimentFields(program)).flatMap(([field, { experiment }]) =>
        experiment === undefined
          ? []
          : [
              [
                field,
                {
                  key: experiment.id,
                  ...(experiment.decided !== undefined && { decided: experiment.decided }),
                },
              ],
            ],
      ),
    ),
    ...(holdout && {
      holdout: {
        // The held come first, so that whoever is held is so at any larger share too.
        arms: [
          { id: HELD, weight: holdout.percent },
          { id: NURTURED, weight: 100 - holdout.percent },
        ],
        ...(holdout.except !== undefined && { except: conditionAt(`policies/${HOLDOUT}/except`) }),
      },
    }),
  };
}
