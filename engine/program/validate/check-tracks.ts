import { durationMs } from '../duration.ts';
import type { Program, Step, Track } from '../schema.ts';
import { type Finding, finding } from './findings.ts';

/** Steps that are named twice, lead nowhere, are never reached, or go round without a wait. */
export function checkTracks(program: Program): Finding[] {
  return Object.entries(program.tracks).flatMap(([id, track]) => {
    const path = `tracks/${id}`;
    const faults = [...checkIds(path, track), ...checkWaits(path, track), ...checkTargets(path, track)];
    return faults.length > 0 ? faults : checkFlow(path, track);
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

function checkWaits(path: string, track: Track): Finding[] {
  return track.steps.flatMap((step, place) => {
    if (step.kind !== 'wait') return [];
    const at = `${path}/steps/${place}`;
    if ((step.for === undefined) === (step.untilDay === undefined)) {
      return [
        finding(
          'step.wait',
          at,
          'a wait has either "for" (a duration) or "untilDay" (a day of the track), not both',
        ),
      ];
    }
    if (step.for !== undefined && durationMs(step.for) === 0) {
      return [
        finding(
          'duration.zero',
          `${at}/for`,
          'a wait of nothing; give it at least "1 minute" or take it out',
        ),
      ];
    }
    return [];
  });
}

function checkTargets(path: string, track: Track): Finding[] {
  const ids = new Set(track.steps.map(({ id }) => id));
  return track.steps.flatMap((step, place) => {
    if (step.kind !== 'branch') return [];
    const targets: [string, string | undefined][] = [
      ...step.cases.map(({ goto }, n): [string, string] => [`cases/${n}/goto`, goto]),
      ['otherwise', step.otherwise],
    ];
    return targets
      .filter(([, target]) => target !== undefined && !ids.has(target))
      .map(([at, target]) =>
        finding(
          'step.unknown_target',
          `${path}/steps/${place}/${at}`,
          `there is no step "${target}" in this track; name one that there is`,
        ),
      );
  });
}

function checkFlow(path: string, track: Track): Finding[] {
  const reached = reach(track, [0], () => true);
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
  const atOnce = (step: Step) => !(step.kind === 'wait' && step.for !== undefined);
  const circles = track.steps.flatMap((step, place) =>
    atOnce(step) && reach(track, nextOf(track, place), atOnce).has(place) && step.kind === 'branch'
      ? [
          finding(
            'step.circle',
            `${path}/steps/${place}`,
            `step "${step.id}" goes round without waiting; put a wait "for" some time into the circle`,
          ),
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
