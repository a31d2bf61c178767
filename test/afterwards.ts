import { afterAll } from 'vitest';

const steps: (() => unknown)[] = [];

/** Does this when the test file is done, what was said last first. Vitest never runs an `afterAll` said inside a hook. */
export function afterwards(step: () => unknown): void {
  steps.push(step);
}

afterAll(async () => {
  for (const step of steps.splice(0).reverse()) await step();
});
