import type { Condition } from '../condition/ast.ts';
import { dayOffsetMs, durationMs } from '../duration.ts';
import { DEFAULT_PRIORITY, type Step, type Track, weekdays } from '../schema.ts';
import { splitKey } from '../split-key.ts';
import type { CompiledStep, CompiledTrack, CompiledWait } from './compiled.ts';

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
    priority: track.priority ?? DEFAULT_PRIORITY,
    ...(track.group !== undefined && { group: track.group }),
    steps: track.steps.map((step, place) =>
      compileStep(id, step, place, position, (path, text) => parse(`steps/${place}/${path}`, text)),
    ),
    position,
  };
}

function compileStep(
  track: string,
  step: Step,
  place: number,
  position: Readonly<Record<string, number>>,
  parse: (path: string, text: string) => Condition,
): CompiledStep {
  // A target that does not exist is a fault of validation; without it the track would end there.
  const placeOf = (id: string): number => position[id] ?? Number.MAX_SAFE_INTEGER;
  const placeOrNext = (id: string | undefined): number => (id === undefined ? place + 1 : placeOf(id));
  switch (step.kind) {
    case 'email':
      return { id: step.id, kind: 'email', content: step.content, purpose: step.purpose };
    case 'wait':
      return compileWait(step);
    case 'wait-for':
      return {
        id: step.id,
        kind: 'wait-for',
        when: parse('when', step.when),
        withinMs: durationMs(step.within),
        to: placeOrNext(step.goto),
        otherwise: placeOrNext(step.otherwise),
      };
    case 'split':
      return {
        id: step.id,
        kind: 'split',
        key: splitKey(track, step),
        arms: step.arms.map(({ id, weight, goto }) => ({ id, weight, to: placeOf(goto) })),
      };
    case 'branch':
      return {
        id: step.id,
        kind: 'branch',
        cases: step.cases.map(({ when, goto }, n) => ({
          when: parse(`cases/${n}/when`, when),
          to: placeOf(goto),
        })),
        otherwise: placeOrNext(step.otherwise),
      };
    case 'action':
      return { id: step.id, kind: 'action', action: step.action };
    case 'exit':
      return { id: step.id, kind: 'exit', reason: step.reason };
  }
}

function compileWait(step: Extract<Step, { kind: 'wait' }>): CompiledWait {
  const { until, untilDate } = step;
  return {
    id: step.id,
    kind: 'wait',
    ...(step.for !== undefined && { forMs: durationMs(step.for) }),
    ...(step.untilDay !== undefined && { untilMs: dayOffsetMs(step.untilDay) }),
    ...(until && {
      untilTime: {
        ...(until.weekday && { days: until.weekday.map((day) => weekdays.indexOf(day) + 1) }),
        time: clockTimeOf(until.time),
        ...(until.zone === 'program' && { zone: until.zone }),
      },
    }),
    ...(untilDate && {
      untilDate: {
        field: untilDate.field,
        offsetDays: untilDate.offsetDays ?? 0,
        ...(untilDate.time !== undefined && { time: clockTimeOf(untilDate.time) }),
      },
    }),
  };
}

function clockTimeOf(text: string): { hour: number; minute: number } {
  return { hour: Number(text.slice(0, 2)), minute: Number(text.slice(3)) };
}
