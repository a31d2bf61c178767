import { sequentialCounts } from '../statistics/sequential-counts.ts';
import type { Counted } from './cumulate.ts';
import type { GuardrailReading, ReadableExperiment } from './types.ts';

/**
 * What must not get worse, by an alarm that may be looked at every day: of all experiments in which the arms are alike,
 * at most 5 % sound any. Without `control` it is the control itself.
 */
export function watchGuardrails(
  { guardrails, arms }: ReadableExperiment,
  arm: { weight: number; counted: readonly Counted[] },
  control?: { weight: number; counted: readonly Counted[] },
): GuardrailReading[] {
  const last = arm.counted.at(-1);
  const share = control ? arm.weight / (arm.weight + control.weight) : 1;
  return guardrails.map((guardrail) => {
    const numerator = last?.harmed[guardrail] ?? 0;
    const denominator = last?.exposed ?? 0;
    if (!control) return { guardrail, numerator, denominator, p: null, alarm: false };
    const harmed = arm.counted.map((counted, at) => ({
      arm: counted.harmed[guardrail],
      control: control.counted[at]?.harmed[guardrail] ?? 0,
    }));
    const comparisons = guardrails.length * (arms.length - 1);
    const p = Math.min(1, (sequentialCounts(harmed, { share }).at(-1) ?? 1) * comparisons);
    const isMore = numerator > (numerator + (harmed.at(-1)?.control ?? 0)) * share;
    return { guardrail, numerator, denominator, p, alarm: isMore && p <= 0.05 };
  });
}
