import type { Fault } from '../../../db/errors.ts';
import { durationMs } from '../duration.ts';
import type { Program, Step, Track } from '../schema.ts';

/** Steps that are named twice, lead nowhere, are never reached, or go round without a wait. */
export function checkTracks(program: Program): Fault[] {
  return Object.entries(program.tracks).flatMap(([id, track]) => {
    const path = `tracks/${id}`;
    const faults = [...checkIds(path, track), ...checkWaits(path, track), ...checkTargets(path, track)];
    return faults.length > 0 ? faults : checkFlow(path, track);
  });
}

function checkIds(path: string, track: Track): Fault[] {
  const seen = new Set<string>();
  return track.steps.flatMap((step, place) => {
    if (seen.has(step.id)) {
      return [
        {
          path: `${path}/steps/${place}/id`,
          message: `two steps are called "${step.id}"; give each its own id`,
        },
      ];
    }
    seen.add(step.id);
    return [];
  });
}

function checkWaits(path: string, track: Track): Fault[] {
  return track.steps.flatMap((step, place) => {
    if (step.kind !== 'wait') return [];
    const at = `${path}/steps/${place}`;
    if ((step.for === undefined) === (step.untilDay === undefined)) {
      return [
        {
          path: at,
          message: 'a wait has either "for" (a duration) or "untilDay" (a day of the track), not both',
        },
      ];
    }
    if (step.for !== undefined && durationMs(step.for) === 0) {
      return [
        { path: `${at}/for`, message: 'a wait of nothing; give it at least "1 minute" or take it out' },
      ];
    }
    return [];
  });
}

function checkTargets(path: string, track: Track): Fault[] {
  const ids = new Set(track.steps.map(({ id }) => id));
  return track.steps.flatMap((step, place) => {
    if (step.kind !== 'branch') return [];
    const targets: [string, string | undefined][] = [
      ...step.cases.map(({ goto }, n): [string, string] => [`cases/${n}/goto`, goto]),
      ['otherwise', step.otherwise],
    ];
    return targets
      .filter(([, target]) => target !== undefined && !ids.has(target))
      .map(([at, target]) => ({
        path: `${path}/steps/${place}/${at}`,
        message: `there is no step "${target}" in this track`,
      }));
  });
}

function checkFlow(path: string, track: Track): Fault[] {
  const reached = reach(track, [0], () => true);
  const unreachable = track.steps.flatMap((step, place) =>
    reached.has(place)
      ? []
      : [
          {
            path: `${path}/steps/${place}`,
            message: `step "${step.id}" is never reached; lead to it or take it out`,
          },
        ],
  );
  // From where time passes nothing goes on at once, so a circle of the other steps would never end.
  const atOnce = (step: Step) => !(step.kind === 'wait' && step.for !== undefined);
  const circles = track.steps.flatMap((step, place) =>
    atOnce(step) && reach(track, nextOf(track, place), atOnce).has(place) && step.kind === 'branch'
      ? [
          {
            path: `${path}/steps/${place}`,
            message: `step "${step.id}" goes round without waiting; put a wait "for" some time into the circle`,
          },
        ]
      : [],
  );
  return [...unreachable, ...circles];
}

/** Places reached from the given ones; those that `through` refuses are not gone beyond (nor entered). */
function reach(track: Track, from: readonly number[], through: (step: Step) => boolean): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const step = track.steps[place];
    if (step === undefined || reached.has(place) || !through(step)) continue;
    reached.add(place);
    open.push(...nextOf(track, place));
  }
  return reached;
}

/** The places that may follow directly. */
export function nextOf(track: Track, place: number): number[] {
  const step = track.steps[place];
  if (step === undefined || step.kind === 'exit') return [];
  if (step.kind !== 'branch') return [place + 1];
  const placeOf = (id: string) => track.steps.findIndex((other) => other.id === id);
  return [
    ...step.cases.map(({ goto }) => placeOf(goto)),
    step.otherwise === undefined ? place + 1 : placeOf(step.otherwise),
  ];
}
