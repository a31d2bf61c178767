import { dayMs } from '../../../program/duration.ts';
import { lookAlways, lookOnce } from '../../experiments/alpha.ts';
import { decideExperiment } from '../../experiments/decide-experiment.ts';
import type { ExperimentReading } from '../../experiments/read-experiment.ts';
import type { ArmReading } from '../../experiments/types.ts';
import type { OpportunityData } from '../data.ts';
import type { Candidate, Found } from '../opportunity.ts';

const five = 0.05;

/** Experiments that still share leads out though their own rules have shown an arm to be better, worse or harmful. */
export function decidedExperiments(data: OpportunityData): Candidate[] {
  return data.experiments.flatMap((reading): Candidate[] => {
    const { experiment, arms, verdict } = reading;
    if (!experiment.declared || experiment.decided !== undefined) return [];
    return arms.flatMap((arm): Candidate[] => {
      if (arm.control) return [];
      const isMeant = verdict.arm === arm.id;
      const p = verdict.kind === 'guardrail' && isMeant ? harmOf(arm) : pOf(arm);
      if (p === null) return [];
      const found = isMeant ? foundIn(data, reading, arm) : undefined;
      return [
        {
          kind: 'decided-experiment',
          subject: `experiments/${experiment.id}`,
          p,
          ...(found && { found }),
        },
      ];
    });
  });
}

/** Of both tests together: each is held to its part of the five in a hundred. */
function pOf({ against }: ArmReading): number | null {
  if (!against || (against.p === null && against.alwaysValid === null)) return null;
  const once = ((against.p ?? 1) * five) / lookOnce;
  const always = ((against.alwaysValid?.p ?? 1) * five) / lookAlways;
  return Math.min(1, once, always);
}

function harmOf({ guardrails }: ArmReading): number {
  return Math.min(1, ...guardrails.filter(({ alarm }) => alarm).map(({ p }) => p ?? 1));
}

function foundIn(
  { program }: OpportunityData,
  { experiment, arms, verdict, from, until }: ExperimentReading,
  arm: ArmReading,
): Found | undefined {
  const [control] = arms;
  if (!control || !['better', 'worse', 'guardrail'].includes(verdict.kind)) return undefined;
  const isBetter = verdict.kind === 'better';
  // One of several arms can be worse while another is still open.
  if (!isBetter && arms.length > 2) return undefined;
  const { difference = null, low = null, high = null } = arm.against ?? {};
  const losing = isBetter ? arms.filter(({ id }) => id !== arm.id) : [arm];
  const days = Math.max(1, (until - (from ?? until)) / dayMs);
  const aMonth = (losing.reduce((sum, { exposed }) => sum + exposed, 0) / days) * 30;
  const sign = isBetter ? 1 : -1;
  const ends = low === null || high === null ? null : [low * sign, high * sign].sort((a, b) => a - b);
  const of = `of the arm “${arm.title}” did it (${experiment.metric})`;
  return {
    title: `The experiment “${experiment.title}” is decided: ${verdict.words}`,
    evidence: {
      rates: [
        { ...arm.outcome, of },
        { ...control.outcome, of: `of “${control.title}”, as it was` },
      ],
      ...(difference !== null &&
        ends && { difference: { value: difference, low: low ?? 0, high: high ?? 0 } }),
    },
    effect: {
      what: verdict.kind === 'guardrail' ? 'less harm' : `more leads do it (${experiment.metric})`,
      unit: 'leads',
      value: difference === null || verdict.kind === 'guardrail' ? null : difference * sign * aMonth,
      low: ends && verdict.kind !== 'guardrail' ? Math.max(0, ends[0] ?? 0) * aMonth : null,
      high: ends && verdict.kind !== 'guardrail' ? (ends[1] ?? 0) * aMonth : null,
      assumption: 'leads to come are like those that were shared out by lot, and as many come',
    },
    effort: 'low',
    risk: 'low',
    remedy: { do: 'edits', ...decideExperiment(program, experiment.id, isBetter ? arm.id : control.id) },
  };
}
