import { impliedEvents } from '../compile/event-index.ts';
import type { Vocabulary } from '../condition/ast.ts';
import { parseCondition } from '../condition/parse.ts';
import type { Step, Track } from '../schema.ts';

/** The steps that a step names, each with its place inside it. */
export function targetsOf(step: Step): [path: string, target: string][] {
  switch (step.kind) {
    case 'branch':
      return [
        ...step.cases.map(({ goto }, n): [string, string] => [`cases/${n}/goto`, goto]),
        ...named('otherwise', step.otherwise),
      ];
    case 'wait-for':
      return [...named('goto', step.goto), ...named('otherwise', step.otherwise)];
    case 'split':
      return step.arms.map(({ goto }, n) => [`arms/${n}/goto`, goto]);
    default:
      return [];
  }
}

/** The places that may follow directly. */
export function nextOf(track: Track, place: number): number[] {
  return follow(track, place, () => true);
}

/**
 * The places that may follow without time passing. A wait for some time, or until a time of day, ends later than it
 * began; a day of the track and a date may be over already. A wait-for lasts when it must see an event, as one event
 * passes it once; else only its time-out does.
 */
export function nextAtOnce(track: Track, place: number, vocabulary: Vocabulary): number[] {
  const step = track.steps[place];
  if (step?.kind === 'wait' && (step.for !== undefined || step.until !== undefined)) return [];
  if (step?.kind !== 'wait-for') return nextOf(track, place);
  return needsEvent(step.when, vocabulary) ? [] : follow(track, place, (path) => path === 'goto');
}

function follow(track: Track, place: number, through: (path: string) => boolean): number[] {
  const step = track.steps[place];
  if (step === undefined || step.kind === 'exit') return [];
  const targets = targetsOf(step).filter(([path]) => through(path));
  const places = targets.map(([, target]) => track.steps.findIndex(({ id }) => id === target));
  return goesOn(step, through) ? [...places, place + 1] : places;
}

/** Whether the step may go on with the one below it. */
function goesOn(step: Step, through: (path: string) => boolean): boolean {
  switch (step.kind) {
    case 'branch':
      return step.otherwise === undefined;
    case 'wait-for':
      return (
        (step.goto === undefined && through('goto')) || (step.otherwise === undefined && through('otherwise'))
      );
    case 'split':
      return false;
    default:
      return true;
  }
}

/** A condition that cannot be read has a fault of its own. */
function needsEvent(text: string, vocabulary: Vocabulary): boolean {
  try {
    return impliedEvents(parseCondition(text, vocabulary)) !== '*';
  } catch {
    return true;
  }
}

function named(path: string, target: string | undefined): [string, string][] {
  return target === undefined ? [] : [[path, target]];
}
