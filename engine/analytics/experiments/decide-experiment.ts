import { TrellisError } from '../../../db/errors.ts';
import type { Edit, Program } from '../../program/schema.ts';
import { experimentOf } from './experiment-of.ts';

/**
 * The edit that ends an experiment: from then on every lead counts as in that arm. The control stops it, another arm is
 * promoted. Throws `experiment.unknown`, `experiment.undeclared`, `experiment.arm_unknown` and `experiment.decided`.
 */
export function decideExperiment(
  program: Program,
  id: string,
  arm: string,
): { title: string; edits: Edit[] } {
  const { arms, title, decided } = experimentOf(program, id);
  const declared = program.experiments?.[id];
  if (declared === undefined)
    throw new TrellisError(
      'experiment.undeclared',
      `"${id}" is not declared under "experiments", so it cannot be decided; change its split or policy by a change.`,
    );
  const chosen = arms.find((one) => one.id === arm);
  if (chosen === undefined)
    throw new TrellisError(
      'experiment.arm_unknown',
      `The experiment "${id}" has no arm "${arm}"; it has ${arms.map((one) => one.id).join(', ')}.`,
    );
  if (decided === arm)
    throw new TrellisError('experiment.decided', `The experiment "${id}" is decided for "${arm}" already.`);
  const what =
    arm === declared.control ? 'Stop the experiment' : `Promote "${chosen.title}" of the experiment`;
  return {
    title: `${what} "${title}"`.slice(0, 200),
    edits: [{ op: 'put', path: `experiments/${id}`, value: { ...declared, decided: arm } }],
  };
}
