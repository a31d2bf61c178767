import type { Program } from './schema.ts';

export interface ConditionSite {
  /** `tracks/smb/goal`: where in the program the text stands. */
  path: string;
  text: string;
  /** An event is arriving where it is evaluated, so `page_visit` and its properties may be named. */
  event: boolean;
}

/** Every condition of the program with its place, in a stable order. */
export function conditionsOf(program: Program): ConditionSite[] {
  return [
    ...sitesOf('segments', program.segments, false),
    ...sitesOf('scoring/rules', program.scoring.rules, true),
    ...sitesOf('scoring/fit', program.scoring.fit ?? {}, false),
    ...Object.entries(program.scoring.thresholds).flatMap(([id, { when }]) =>
      when === undefined ? [] : [{ path: `scoring/thresholds/${id}/when`, text: when, event: false }],
    ),
    ...sitesOf('triggers', program.triggers, true),
    ...Object.entries(program.tracks).flatMap(([id, track]) => {
      const path = `tracks/${id}`;
      const sites: ConditionSite[] = [];
      if (track.entry) sites.push({ path: `${path}/entry/when`, text: track.entry.when, event: false });
      if (track.goal) sites.push({ path: `${path}/goal`, text: track.goal, event: false });
      sites.push(...sitesOf(`${path}/exits`, track.exits, false));
      for (const [place, step] of track.steps.entries()) {
        if (step.kind === 'wait-for') {
          sites.push({ path: `${path}/steps/${place}/when`, text: step.when, event: true });
        }
        if (step.kind !== 'branch') continue;
        for (const [n, { when }] of step.cases.entries()) {
          sites.push({ path: `${path}/steps/${place}/cases/${n}/when`, text: when, event: false });
        }
      }
      return sites;
    }),
    ...Object.entries(program.cadences ?? {}).flatMap(([id, { until }]) =>
      until === undefined ? [] : [{ path: `cadences/${id}/until`, text: until, event: false }],
    ),
    ...Object.entries(program.experiments ?? {}).flatMap(([id, { population }]) =>
      population === undefined
        ? []
        : [{ path: `experiments/${id}/population`, text: population, event: false }],
    ),
    ...(program.policies.holdout?.except === undefined
      ? []
      : [{ path: 'policies/holdout/except', text: program.policies.holdout.except, event: false }]),
  ];
}

function sitesOf(
  path: string,
  things: Readonly<Record<string, { when: string }>>,
  event: boolean,
): ConditionSite[] {
  return Object.entries(things).map(([id, { when }]) => ({ path: `${path}/${id}/when`, text: when, event }));
}
