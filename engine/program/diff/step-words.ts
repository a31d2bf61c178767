import type { Step } from '../schema.ts';
import { quote } from './words.ts';

/** `email 3`, `email 3 “Checklist”`, `the wait “wait-2”`, `the branch “who”`. `email` is the email's number. */
export function stepName(step: Step, email: number | undefined): string {
  if (step.kind === 'email') return step.title ? `email ${email} ${quote(step.title)}` : `email ${email}`;
  return `the ${step.kind} ${quote(step.title ?? step.id)}`;
}

/** `for 3 days`, `until day 14`. */
export function waitWords(step: Extract<Step, { kind: 'wait' }>): string {
  return step.for === undefined ? `until day ${step.untilDay}` : `for ${step.for}`;
}
