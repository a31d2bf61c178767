import { dayMs } from '../../program/duration.ts';
import { type SampleRatio, sampleRatio } from '../statistics/sample-ratio.ts';
import { survivalOf, type Waited } from '../statistics/survival.ts';
import { rateOf } from '../statistics/wilson.ts';
import { compareArms } from './compare-arms.ts';
import { compareTimes } from './compare-times.ts';
import { type Cumulated, cumulate } from './cumulate.ts';
import { plannedLook, requirementsOf, type Span } from './requirements.ts';
import type { ArmDay, ArmReading, ReadableExperiment, Requirements, Verdict } from './types.ts';
import { verdictOf } from './verdict.ts';
import { watchGuardrails } from './watch-guardrails.ts';

/** How long leads took, or wait still, by arm, in days. */
export type Times = ReadonlyMap<string, readonly Waited[]>;

export interface Judgement {
  /** The control first. */
  arms: ArmReading[];
  /** Whether as many came into each arm as was planned. */
  ratio: SampleRatio;
  requirements: Requirements;
  /** The end of the day that was planned for the one look; null: it has not come. */
  lookedAt: number | null;
  verdict: Verdict;
}

/** Where the one look is in what was counted, before anything is said of what leads did. */
export function lookOf(experiment: ReadableExperiment, rows: readonly ArmDay[], span: Span): number | null {
  const counted = cumulate(experiment, rows);
  return endOf(counted, plannedLook(experiment, counted, span));
}

/** What the counts of an experiment come to. `times` are needed where it is about time: now, and at the one look. */
export function judge(
  experiment: ReadableExperiment,
  rows: readonly ArmDay[],
  span: Span,
  times?: { now: Times; looked: Times | null },
): Judgement {
  const counted = cumulate(experiment, rows);
  const of = (arm: string) => counted.arms.get(arm) ?? [];
  const planned = plannedLook(experiment, counted, span);
  const [control] = experiment.arms;
  if (control === undefined) throw new TypeError(`experiment ${experiment.id} has no arms`);
  const others = Math.max(1, experiment.arms.length - 1);
  const arms = experiment.arms.map(({ id, title, weight }): ArmReading => {
    const last = of(id).at(-1);
    const isControl = id === control.id;
    const against = { weight: control.weight, counted: of(control.id) };
    const sides = { days: counted.days, arm: of(id), control: of(control.id) };
    const looked = times?.looked;
    return {
      id,
      title,
      weight,
      control: isControl,
      exposed: last?.exposed ?? 0,
      outcome: rateOf(last?.done ?? 0, last?.matured ?? 0),
      ...(times && { days: medianOf(times.now.get(id) ?? []) }),
      guardrails: watchGuardrails(experiment, { weight, counted: of(id) }, isControl ? undefined : against),
      ...(!isControl && {
        against: times
          ? compareTimes(
              looked ? { arm: looked.get(id) ?? [], control: looked.get(control.id) ?? [] } : null,
              others,
            )
          : compareArms(sides, { planned, perArm: experiment.leadsPerArm, others }),
      }),
    };
  });
  const ratio = sampleRatio(arms.map(({ exposed, weight }) => ({ count: exposed, weight })));
  const requirements = requirementsOf(experiment, counted, { ...span, planned });
  const verdict = verdictOf(experiment, { arms, ratio, requirements });
  return { arms, ratio, requirements, lookedAt: endOf(counted, planned), verdict };
}

function endOf({ days }: Cumulated, at: number): number | null {
  const day = days[at];
  return day === undefined ? null : (day + 1) * dayMs;
}

function medianOf(waited: readonly Waited[]) {
  const { median, low, high } = survivalOf(waited);
  return { median, low, high };
}
