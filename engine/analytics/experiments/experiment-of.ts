import { TrellisError } from '../../../db/errors.ts';
import { conditionsOf } from '../../program/conditions-of.ts';
import { durationMs } from '../../program/duration.ts';
import { experimentField, HELD, HOLDOUT, NURTURED } from '../../program/experiment-fields.ts';
import { FEWEST_LEADS_PER_ARM } from '../../program/schema/experiments.ts';
import type { Experiment, Program, Step, Track } from '../../program/schema.ts';
import { splitKey } from '../../program/split-key.ts';
import { cycleOf } from './cycle.ts';
import type { ReadableExperiment } from './types.ts';

type Split = Extract<Step, { kind: 'split' }>;

/** What of a program says how leads are shared out. */
export type Sharing = Pick<Program, 'experiments' | 'tracks'> & {
  policies: Pick<Program['policies'], 'holdout'>;
};

/** The ids of all that a program has: declared, splits that name none, and the hold-out. */
export function experimentIds(program: Sharing): string[] {
  const ids = new Set(Object.keys(program.experiments ?? {}));
  for (const { key } of splitsOf(program)) ids.add(key);
  if (program.policies.holdout) ids.add(HOLDOUT);
  return [...ids].toSorted();
}

/**
 * An experiment of the program. What nobody declared is read with defaults: by progression, its first arm the control,
 * with all guardrails. Throws `experiment.unknown`.
 */
export function experimentOf(program: Program, id: string): ReadableExperiment {
  const arms = armsOf(program, id);
  if (arms === undefined && id === HOLDOUT)
    throw new TrellisError(
      'experiment.unknown',
      'Nobody is held out, so there is nothing to read. “Hold out 10 % of new leads” in chat proposes it.',
    );
  if (arms === undefined)
    throw new TrellisError(
      'experiment.unknown',
      `There is no experiment "${id}". ${experimentIds(program).length > 0 ? `There are ${experimentIds(program).join(', ')}.` : 'The program has none.'}`,
    );
  const declared = own(program.experiments, id);
  const concerned = tracksOf(program, id);
  const cycleMs = cycleOf(concerned.map(([, track]) => track));
  const isHoldout = declared === undefined && id === HOLDOUT;
  return {
    id,
    title: declared?.title ?? (isHoldout ? 'Hold-out' : titleOf(program, id)),
    hypothesis: declared?.hypothesis ?? (isHoldout ? 'Nurturing gets more leads to sales.' : ''),
    element: declared?.element ?? null,
    arms,
    metric: declared?.metric ?? (isHoldout ? 'sql' : 'progression'),
    // Leads that are held get no emails: there is nothing to compare.
    guardrails: declared?.guardrails ?? (isHoldout ? [] : ['unsubscribe', 'complaint', 'bounce']),
    windowMs: declared?.window === undefined ? cycleMs : durationMs(declared.window),
    cycleMs,
    leadsPerArm: declared?.leadsPerArm ?? FEWEST_LEADS_PER_ARM,
    // Whom a population gives an arm may reach the goal of any track.
    tracks: declared?.population !== undefined || isHoldout ? [] : concerned.map(([track]) => track),
    ...(declared?.decided !== undefined && { decided: declared.decided }),
    declared: declared !== undefined,
  };
}

/** The arms, the control first; undefined where the program has no such experiment. */
export function armsOf(program: Sharing, id: string): ReadableExperiment['arms'] | undefined {
  const declared = own(program.experiments, id);
  if (declared) return declaredArms(declared);
  const { holdout } = program.policies;
  if (id === HOLDOUT)
    return (
      holdout && [
        { id: HELD, title: 'Held out', weight: holdout.percent },
        { id: NURTURED, title: 'Nurtured', weight: 100 - holdout.percent },
      ]
    );
  const split = splitsOf(program).find(({ key }) => key === id);
  return split?.step.arms.map((arm) => ({ id: arm.id, title: arm.id, weight: arm.weight }));
}

function declaredArms({ arms, control }: Experiment): ReadableExperiment['arms'] {
  return Object.entries(arms)
    .map(([id, arm]) => ({ id, ...arm }))
    .toSorted((a, b) => Number(b.id === control) - Number(a.id === control) || (a.id < b.id ? -1 : 1));
}

/** The tracks with its splits or conditions that name it; where there are none, as of scoring, all. */
function tracksOf(program: Program, id: string): [string, Track][] {
  const all = Object.entries(program.tracks);
  const name = new RegExp(`\\b${experimentField(id).replaceAll(/[^\w]/g, '.')}\\b`);
  const named = conditionsOf(program).filter(({ text }) => name.test(text));
  const concerned = all.filter(
    ([track]) =>
      splitsOf(program).some((split) => split.key === id && split.track === track) ||
      named.some(({ path }) => path.startsWith(`tracks/${track}/`)),
  );
  return concerned.length > 0 ? concerned : all;
}

function splitsOf({ tracks }: Pick<Program, 'tracks'>): { key: string; track: string; step: Split }[] {
  return Object.entries(tracks).flatMap(([track, { steps }]) =>
    steps.flatMap((step) => (step.kind === 'split' ? [{ key: splitKey(track, step), track, step }] : [])),
  );
}

function titleOf(program: Program, id: string): string {
  const split = splitsOf(program).find(({ key }) => key === id);
  const title = split?.step.title ?? split?.step.id ?? id;
  return split ? `${program.tracks[split.track]?.title}: ${title}` : title;
}

function own<T>(of: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return of && Object.hasOwn(of, key) ? of[key] : undefined;
}
