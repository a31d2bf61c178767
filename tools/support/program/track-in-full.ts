import { z } from 'zod';
import { activeByStep } from '../../../engine/analytics/active-by-step.ts';
import { splitWords, timingWords, waitForWords, waitWords } from '../../../engine/program/diff/step-words.ts';
import { dayMs } from '../../../engine/program/duration.ts';
import { pinnedSteps } from '../../../engine/program/pins.ts';
import { scheduleOf } from '../../../engine/program/schedule.ts';
import type { Program, Step, Track } from '../../../engine/program/schema.ts';
import type { ToolContext } from '../../tool.ts';
import { actionWords } from '../action-words.ts';
import { contentTitle } from '../content-title.ts';
import { findTrack } from '../tracks.ts';

export const trackOutput = z.strictObject({
  id: z.string(),
  title: z.string(),
  objective: z.string(),
  stage: z.string(),
  halted: z.boolean(),
  entry: z.string().nullable(),
  reentry: z.string(),
  goal: z.string().nullable(),
  exits: z.array(z.strictObject({ id: z.string(), when: z.string() })),
  /** Thresholds, triggers and steps of other tracks that enrol into this one. */
  enrolled_by: z.array(z.string()),
  /** What it sends that is retired or out of date, or soon will be. */
  content_problems: z.array(z.string()),
  active: z.int(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      /** Day of the track; 1 is the day of joining. With `timing` the first that it can be. */
      day: z.number(),
      /** Where a wait of unknown length comes before: how long after it. */
      timing: z.string().optional(),
      does: z.string(),
      content: z.strictObject({ item: z.string(), version: z.int(), title: z.string() }).optional(),
      leads: z.int(),
    }),
  ),
});

/** One track of the program in force, by id or title. Throws `track.unknown`. */
export async function trackInFull(
  program: Program,
  name: string,
  halted: readonly string[],
  context: ToolContext,
): Promise<z.input<typeof trackOutput>> {
  const { id, track } = findTrack(program, name);
  const standing = await activeByStep(context.services.db, id);
  return {
    id,
    title: track.title,
    objective: track.objective,
    stage: track.stage,
    halted: halted.includes(id) || halted.includes('*'),
    entry: track.entry?.when ?? null,
    reentry: typeof track.reentry === 'string' ? track.reentry : `after ${track.reentry.after}`,
    goal: track.goal ?? null,
    exits: Object.entries(track.exits).map(([exit, { when }]) => ({ id: exit, when })),
    enrolled_by: enrollersOf(program, id),
    content_problems: await problemsOf(context, program, id),
    active: Object.values(standing).reduce((sum, n) => sum + n, 0),
    steps: await stepsOf(track, standing, context),
  };
}

async function problemsOf({ services }: ToolContext, program: Program, id: string): Promise<string[]> {
  const pins = pinnedSteps(program).filter(({ track }) => track === id);
  return (await services.library.problems(pins)).map(({ words }) => words);
}

async function stepsOf(track: Track, standing: Readonly<Record<string, number>>, context: ToolContext) {
  const steps = [];
  for (const scheduled of scheduleOf(track)) {
    const { place, offsetMs, after } = scheduled;
    const step = track.steps[place] as Step;
    const content =
      step.kind === 'email'
        ? {
            item: step.content.item,
            version: step.content.version,
            title: await contentTitle(step.content, context),
          }
        : undefined;
    steps.push({
      id: step.id,
      kind: step.kind,
      day: 1 + Math.floor(offsetMs / dayMs),
      ...(after && { timing: timingWords(scheduled) }),
      does: doesWords(step),
      ...(content && { content }),
      leads: standing[step.id] ?? 0,
    });
  }
  return steps;
}

function doesWords(step: Step): string {
  switch (step.kind) {
    case 'email':
      return step.title ?? 'send email';
    case 'wait':
      return `wait ${waitWords(step).replace(/^for /, '')}`;
    case 'wait-for':
      return `wait ${waitForWords(step)}`;
    case 'split':
      return `share out: ${splitWords(step)}`;
    case 'branch':
      return [
        ...step.cases.map(({ when, goto }) => `if ${when} go to ${goto}`),
        ...(step.otherwise ? [`else go to ${step.otherwise}`] : []),
      ].join('; ');
    case 'action':
      return actionWords(step.action);
    case 'exit':
      return `end: ${step.reason}`;
  }
}

function enrollersOf(program: Program, track: string): string[] {
  const enrols = (action: { do: string; track?: string }) => action.do === 'enrol' && action.track === track;
  const named = (
    kind: string,
    things: Readonly<Record<string, { title: string; actions: readonly { do: string }[] }>>,
  ) =>
    Object.values(things)
      .filter((thing) => thing.actions.some(enrols))
      .map((thing) => `${kind}: ${thing.title}`);
  const tracks = Object.entries(program.tracks)
    .filter(([id, other]) => id !== track && other.steps.some((s) => s.kind === 'action' && enrols(s.action)))
    .map(([, other]) => `track: ${other.title}`);
  return [
    ...named('threshold', program.scoring.thresholds),
    ...named('trigger', program.triggers),
    ...tracks,
  ];
}
