import type { Intent, Plan, World } from './requests.ts';
import { asked } from './words/direct.ts';
import { createUtterance } from './words/utterance.ts';

/** Leaving one of these is to miss the request itself. */
const requestVerbs =
  /^(?:build|create|make|draft|write|propose|halt|stop|pause|suspend|resume|send|put|move|remove|delete|drop|raise|lower|set|add|give|award|change|replace|rename|copy|promote|undo|revert|roll|rollback|enrol|hold|simulate|recommend|compare)$/;

/** The reading that leaves least of a text unread; among equals the first. Undefined when no intent reads it. */
export function bestReading(
  text: string,
  intents: readonly Intent[],
  world: World,
  speller: (word: string) => string,
): Plan | undefined {
  const whole = createUtterance(asked(text), speller);
  let best: Plan | undefined;
  for (const intent of intents) {
    const plan = intent(whole.fresh(), world);
    if (plan === undefined) continue;
    // What does not say how much of the text it read is taken where nothing before it read any.
    if (best === undefined ? costOf(plan) === 0 : plan.unread?.length === 0) return plan;
    if (best === undefined || (plan.unread && costOf(plan) < costOf(best))) best = plan;
  }
  return best;
}

/** What asks for more is taken where nothing else reads the whole. */
function costOf({ unread = [], asks }: Plan): number {
  return unread.reduce((cost, word) => cost + (requestVerbs.test(word) ? 5 : 1), asks ? 0.5 : 0);
}
