import type { Vocabulary } from '../condition/ast.ts';
import type { Program, Track } from '../schema.ts';
import { checkWaits } from './check-waits.ts';
import { type Finding, finding } from './findings.ts';
import { nextAtOnce, nextOf, targetsOf } from './flow.ts';

/** Steps that are named twice, lead nowhere, are never reached, or go round without a wait. */
export function checkTracks(program: Program, vocabulary: Vocabulary): Finding[] {
  return Object.entries(program.tracks).flatMap(([id, track]) => {
    const path = `tracks/${id}`;
    const faults = [
      ...checkIds(path, track),
      ...checkWaits(path, track, vocabulary),
      ...checkTargets(path, track),
    ];
    return faults.length > 0 ? faults : checkFlow(path, track, vocabulary);
  });
}

function checkIds(path: string, track: Track): Finding[] {
  const seen = new Set<string>();
  return track.steps.flatMap((step, place) => {
    if (seen.has(step.id)) {
      return [
        finding(
          'step.same_id',
          `${path}/steps/${place}/id`,
          `two steps are called "${step.id}"; give each its own id`,
        ),
      ];
    }
    seen.add(step.id);
    return [];
  });
}

function checkTargets(path: string, track: Track): Finding[] {
  const ids = new Set(track.steps.map(({ id }) => id));
  return track.steps.flatMap((step, place) =>
    targetsOf(step)
      .filter(([, target]) => !ids.has(target))
      .map(([at, target]) =>
        finding(
          'step.unknown_target',
          `${path}/steps/${place}/${at}`,
          `there is no step "${target}" in this track; name one that there is`,
        ),
      ),
  );
}

function checkFlow(path: string, track: Track, vocabulary: Vocabulary): Finding[] {
  const reached = reach([0], track, (place) => nextOf(track, place));
  const unreachable = track.steps.flatMap((step, place) =>
    reached.has(place)
      ? []
      : [
          finding(
            'step.unreachable',
            `${path}/steps/${place}`,
            `step "${step.id}" is never reached; lead to it or take it out`,
          ),
        ],
  );
  // From where time passes nothing goes on at once, so a circle of the other steps would never end.
  const atOnce = (place: number) => nextAtOnce(track, place, vocabulary);
  const circles = track.steps.flatMap((step, place) =>
    targetsOf(step).length > 0 && reach(atOnce(place), track, atOnce).has(place)
      ? [
          finding(
            'step.circle',
            `${path}/steps/${place}`,
            `step "${step.id}" goes round without waiting; put a wait "for" some time into the circle`,
          ),
        ]
      : [],
  );
  return [...unreachable, ...circles, ...checkEnd(path, track, reached)];
}

/** Steps that go round for ever. What ends a track from outside, its goal or an exit, is a way out of any circle. */
function checkEnd(path: string, track: Track, reached: ReadonlySet<number>): Finding[] {
  if (track.goal !== undefined || Object.keys(track.exits).length > 0) return [];
  const endless = [...reached]
    .sort((a, b) => a - b)
    .find((place) => {
      const after = reach([place], track, (at) => nextOf(track, at));
      return ![...after].some(
        (at) => track.steps[at]?.kind === 'exit' || nextOf(track, at).some((to) => to >= track.steps.length),
      );
    });
  if (endless === undefined) return [];
  const message = `from step "${track.steps[endless]?.id}" no way leads to an end: give the track a goal or an exit, or let a step lead out`;
  return [finding('step.endless', `${path}/steps/${endless}`, message)];
}

/** The places reached from the given ones, these included. */
function reach(from: readonly number[], track: Track, next: (place: number) => number[]): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (track.steps[place] === undefined || reached.has(place)) continue;
    reached.add(place);
    open.push(...next(place));
  }
  return reached;
}
