import { z } from 'zod';
import { TrellisError } from '../db/errors.ts';
import { experimentIds } from '../engine/analytics/experiments/experiment-of.ts';
import { readExperiment, readExperiments } from '../engine/analytics/experiments/read-experiment.ts';
import type { Program } from '../engine/program/schema.ts';
import { planFor, planInput, planOutput } from './support/experiments/plan.ts';
import { experimentOutput, showExperiment } from './support/experiments/shown.ts';
import { nearest } from './support/nearest.ts';
import { defineTool } from './tool.ts';

export const readExperimentsTool = defineTool({
  name: 'read_experiments',
  title: 'Read experiments',
  description:
    'What is tried out and what came of it: all with verdicts, or one with its arms; or plan: leads and days a new one needs. One is declared, and decided, by propose_change at experiments/ID. Say the verdict as it is; never call a winner before it does.',
  input: z.strictObject({
    experiment: z.string().min(1).max(200).optional().describe('Id or title; holdout is the hold-out'),
    plan: planInput.optional(),
  }),
  output: z.strictObject({
    experiments: z.array(experimentOutput),
    plan: planOutput.optional(),
    notes: z.array(z.string()),
  }),
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  role: 'viewer',
  async run({ experiment, plan }, context) {
    const { program } = await context.services.engine.program();
    const { db } = context.services;
    if (plan !== undefined) return { experiments: [], ...(await planFor(plan, program, context)) };
    if (experiment === undefined) {
      const readings = await readExperiments(db, program);
      return { experiments: readings.map((reading) => showExperiment(reading, false)), notes: [] };
    }
    const id = findExperiment(program, experiment);
    const reading = await readExperiment(db, { program, id });
    const declared = program.experiments?.[id];
    return {
      experiments: [{ ...showExperiment(reading, true), ...(declared && { declared }) }],
      notes: reading.notes,
    };
  },
});

function findExperiment(program: Program, name: string): string {
  const ids = experimentIds(program);
  const wanted = name.trim().toLowerCase();
  const titles = Object.entries(program.experiments ?? {}).map(([id, { title }]) => [
    title.toLowerCase(),
    id,
  ]);
  const found = ids.find((id) => id === wanted) ?? titles.find(([title]) => title === wanted)?.[1];
  if (found !== undefined) return found;
  const near = nearest(name, [...ids, ...titles.map(([title]) => title as string)]);
  throw new TrellisError(
    'experiment.unknown',
    `There is no experiment with that id or title. There are: ${(near.length > 0 ? near : ids).join(', ') || 'none'}.`,
  );
}
