import type { CompiledStep, CompiledTrack } from './compile/compile.ts';

/**
 * Where a lead at a step that is gone goes on: the next step of the track as it was that the track still has, in the
 * order in which the lead would have come by if nothing had happened and no case had held. Undefined where none is left.
 */
export function nextKept(before: CompiledTrack, after: CompiledTrack, step: string): string | undefined {
  const passed = new Set<number>();
  let place = before.position[step];
  while (place !== undefined && !passed.has(place)) {
    passed.add(place);
    const current: CompiledStep | undefined = before.steps[place];
    if (current === undefined) return undefined;
    if (after.position[current.id] !== undefined) return current.id;
    place = placeAfter(current, place);
  }
  return undefined;
}

function placeAfter(step: CompiledStep, place: number): number | undefined {
  switch (step.kind) {
    case 'exit':
      return undefined;
    case 'wait-for':
    case 'branch':
      return step.otherwise;
    case 'email':
    case 'wait':
    case 'action':
    case 'split':
      return place + 1;
    default:
      return step satisfies never;
  }
}
