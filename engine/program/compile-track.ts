import type { CompiledStep, CompiledTrack } from './compiled.ts';
import type { Condition } from './condition/ast.ts';
import { dayOffsetMs, durationMs } from './duration.ts';
import type { Step, Track } from './schema.ts';

/** `parse` turns a condition's text into its tree; it is told the place of the text inside the track. */
export function compileTrack(
  id: string,
  track: Track,
  parse: (path: string, text: string) => Condition,
): CompiledTrack {
  const position: Record<string, number> = Object.create(null);
  for (const [place, step] of track.steps.entries()) position[step.id] = place;
  return {
    id,
    title: track.title,
    stage: track.stage,
    ...(track.entry && { entry: parse('entry/when', track.entry.when) }),
    reentry: typeof track.reentry === 'string' ? track.reentry : durationMs(track.reentry.after),
    ...(track.goal !== undefined && { goal: parse('goal', track.goal) }),
    exits: Object.entries(track.exits)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([exit, { when }]) => ({ id: exit, when: parse(`exits/${exit}/when`, when) })),
    steps: track.steps.map((step, place) =>
      compileStep(step, place, position, (path, text) => parse(`steps/${place}/${path}`, text)),
    ),
    position,
  };
}

function compileStep(
  step: Step,
  place: number,
  position: Readonly<Record<string, number>>,
  parse: (path: string, text: string) => Condition,
): CompiledStep {
  // A target that does not exist is a fault of validation; without it the track would end there.
  const placeOf = (id: string): number => position[id] ?? Number.MAX_SAFE_INTEGER;
  switch (step.kind) {
    case 'email':
      return { id: step.id, kind: 'email', content: step.content, purpose: step.purpose };
    case 'wait':
      return {
        id: step.id,
        kind: 'wait',
        ...(step.for !== undefined && { forMs: durationMs(step.for) }),
        ...(step.untilDay !== undefined && { untilMs: dayOffsetMs(step.untilDay) }),
      };
    case 'branch':
      return {
        id: step.id,
        kind: 'branch',
        cases: step.cases.map(({ when, goto }, n) => ({
          when: parse(`cases/${n}/when`, when),
          to: placeOf(goto),
        })),
        otherwise: step.otherwise === undefined ? place + 1 : placeOf(step.otherwise),
      };
    case 'action':
      return { id: step.id, kind: 'action', action: step.action };
    case 'exit':
      return { id: step.id, kind: 'exit', reason: step.reason };
  }
}
