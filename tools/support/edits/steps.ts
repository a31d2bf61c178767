import type { Step } from '../../../engine/program/schema.ts';
import { targetsOf } from '../../../engine/program/validate/flow.ts';
import type { DraftStep } from './made.ts';

/** The steps with others put in the place before one of them; what led to it by a jump leads to them. */
export function insertBefore(
  steps: readonly DraftStep[],
  id: string,
  added: readonly DraftStep[],
): DraftStep[] {
  const [first] = added;
  const place = steps.findIndex((step) => step.id === id);
  if (!first || place < 0) return [...steps];
  const led = steps.map((step) => retargeted(step, id, first.id));
  return [...led.slice(0, place), ...added, ...led.slice(place)];
}

/** The steps with others right after one of them. */
export function insertAfter(
  steps: readonly DraftStep[],
  id: string,
  added: readonly DraftStep[],
): DraftStep[] {
  const place = steps.findIndex((step) => step.id === id);
  return [...steps.slice(0, place + 1), ...added, ...steps.slice(place + 1)];
}

/** The steps without one; what led to it leads to the next. Undefined when something leads to it and nothing is next. */
export function withoutStep(steps: readonly DraftStep[], id: string): DraftStep[] | undefined {
  const place = steps.findIndex((step) => step.id === id);
  const rest = steps.filter((step) => step.id !== id);
  if (!rest.some((step) => leadsTo(step, id))) return rest;
  const next = steps[place + 1];
  return next && rest.map((step) => retargeted(step, id, next.id));
}

/** The steps with one of them changed. */
export function changeStep(
  steps: readonly DraftStep[],
  id: string,
  change: (step: DraftStep) => DraftStep,
): DraftStep[] {
  return steps.map((step) => (step.id === id ? change(step) : step));
}

export function leadsTo(step: DraftStep, id: string): boolean {
  return targetsOf(step as Step).some(([, target]) => target === id);
}

/** An id that no step has: `base`, `base-2`, … */
export function freeStepId(steps: readonly DraftStep[], base: string): string {
  const taken = new Set(steps.map(({ id }) => id));
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
}

function retargeted(step: DraftStep, from: string, to: string): DraftStep {
  const turn = <T extends string | undefined>(target: T) => (target === from ? to : target) as T;
  switch (step.kind) {
    case 'branch':
      return {
        ...step,
        cases: step.cases.map((one) => ({ ...one, goto: turn(one.goto) })),
        ...(step.otherwise && { otherwise: turn(step.otherwise) }),
      };
    case 'wait-for':
      return {
        ...step,
        ...(step.goto && { goto: turn(step.goto) }),
        ...(step.otherwise && { otherwise: turn(step.otherwise) }),
      };
    case 'split':
      return { ...step, arms: step.arms.map((arm) => ({ ...arm, goto: turn(arm.goto) })) };
    default:
      return step;
  }
}
