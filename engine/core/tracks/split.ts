import type { CompiledSplit } from '../../program/compile/compile.ts';
import { armOf, drawArm } from '../arms.ts';
import type { Draft } from '../draft.ts';

type Arm = CompiledSplit['arms'][number];

/**
 * The arm whose way the lead takes: the one it once had while there is such an arm, whatever the weights are now; else
 * by its hash. `isShared` is false where that says nothing of the lead: the experiment is decided, and every lead goes the
 * same way, or it has a population that the lead is not of, and the lead goes the way of the control. Its own arm, or none,
 * stays on record.
 */
export function takeArm(
  { lead, program }: Draft,
  { key, arms }: CompiledSplit,
): { arm: Arm; isShared: boolean } {
  const experiment = program.experiments[key];
  const before = armOf(lead, key);
  const kept = arms.find(({ id }) => id === before);
  const same = experiment?.decided ?? (experiment?.hasPopulation && !kept ? experiment.control : undefined);
  const common = same === undefined ? undefined : arms.find(({ id }) => id === same);
  if (common !== undefined) return { arm: common, isShared: false };
  const arm = kept ?? drawArm(key, arms, lead.id);
  if (arm.id !== before) lead.variants = { ...lead.variants, [key]: arm.id };
  return { arm, isShared: true };
}
