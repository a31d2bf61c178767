import type { SampleRatio } from '../statistics/sample-ratio.ts';
import type { ArmReading, ReadableExperiment, Requirements, Verdict } from './types.ts';

/** What the figures say, in words, and what to do. What makes them worthless or harmful comes first. */
export function verdictOf(
  experiment: ReadableExperiment,
  {
    arms,
    ratio,
    requirements,
  }: { arms: readonly ArmReading[]; ratio: SampleRatio; requirements: Requirements },
): Verdict {
  const decide = (arm: string) =>
    experiment.declared
      ? `trellis experiments decide ${experiment.id} ${arm}`
      : 'nobody declared it, so change its split or policy by a change';
  const control = experiment.arms[0]?.id ?? '';
  if (arms.every(({ exposed }) => exposed === 0))
    return { kind: 'empty', words: 'nobody is in it yet', next: 'Wait until leads come to it.' };
  if (ratio.mismatch)
    return {
      kind: 'broken',
      words: `broken: the arms are not shared out as planned (${sharedOut(arms)}; p ${pText(ratio.p)})`,
      next: 'Decide nothing by it: something drops leads of one arm only, or adds some. Find out what, stop it, and begin anew under another id.',
    };
  const harmed = arms.flatMap((arm) =>
    arm.guardrails.filter(({ alarm }) => alarm).map((of) => ({ arm, of })),
  )[0];
  if (harmed) {
    const before = arms[0]?.guardrails.find(({ guardrail }) => guardrail === harmed.of.guardrail);
    return {
      kind: 'guardrail',
      arm: harmed.arm.id,
      words: `stop: guardrail; ${harmed.arm.id} has more of ${harmed.of.guardrail} (${countText(harmed.of)} against ${before ? countText(before) : 'none'})`,
      next: `Stop it: ${decide(control)}`,
    };
  }
  if (!requirements.met)
    return {
      kind: 'not-enough',
      words: `not enough data yet (${missing(requirements)})`,
      next: 'Wait. Looking meanwhile does no harm.',
    };
  const better = bestOf(arms, 'better');
  if (better)
    return {
      kind: 'better',
      arm: better.id,
      words: `${better.id} is better${byHowMuch(better, arms)}`,
      next: `Promote it: ${decide(better.id)}`,
    };
  const worse = bestOf(arms, 'worse');
  if (worse)
    return {
      kind: 'worse',
      arm: worse.id,
      words: `${worse.id} is worse${byHowMuch(worse, arms)}`,
      next:
        arms.length > 2
          ? `Take ${worse.id} out, or stop it: ${decide(control)}`
          : `Stop it: ${decide(control)}`,
    };
  return {
    kind: 'no-difference',
    words: `no difference ${largest(arms)}`,
    next: arms.some(({ days }) => days)
      ? `Stop it: ${decide(control)}`
      : `Stop it (${decide(control)}), or let it go on for smaller differences: the interval by day still holds.`,
  };
}

/** Of several that are shown to be so, the one that is so most. */
function bestOf(arms: readonly ArmReading[], shown: 'better' | 'worse'): ArmReading | undefined {
  const distance = ({ against, days }: ArmReading) =>
    Math.abs(against?.difference ?? 0) || 1 / (days?.median ?? Number.POSITIVE_INFINITY);
  return arms
    .filter(({ against }) => against?.shown === shown)
    .toSorted((a, b) => distance(b) - distance(a))[0];
}

function byHowMuch({ against, days }: ArmReading, arms: readonly ArmReading[]): string {
  if (days) return `: ${daysText(days)} against ${daysText(arms[0]?.days)} until SQL`;
  if (!against || against.difference === null || against.low === null || against.high === null) return '';
  const sign = against.difference < 0 ? -1 : 1;
  const ends = [against.low * sign, against.high * sign].toSorted((a, b) => a - b);
  return ` by ${points(against.difference * sign)} points (${points(ends[0] ?? 0)} to ${points(ends[1] ?? 0)})`;
}

/** What the interval of any arm still leaves open. */
function largest(arms: readonly ArmReading[]): string {
  const ends = arms.flatMap(({ against }) => [against?.low ?? null, against?.high ?? null]);
  const most = Math.max(...ends.map((end) => Math.abs(end ?? 0)));
  return most > 0 ? `larger than ${points(most)} points` : 'shown';
}

function missing({ leads, days }: Requirements): string {
  if (leads.have >= leads.need && days.have >= days.need) return 'today is counted once it is over, UTC';
  return `${Math.min(leads.have, leads.need)} of ${leads.need} leads; ${Math.min(days.have, days.need)} of ${days.need} days`;
}

function sharedOut(arms: readonly ArmReading[]): string {
  return `${arms.map(({ id, exposed }) => `${id} ${exposed}`).join(', ')}, planned ${arms.map(({ weight }) => weight).join(':')}`;
}

function daysText(days: ArmReading['days']): string {
  if (!days || days.median === null) return 'more days than were looked at';
  const end = (of: number | null) => (of === null ? 'open' : of.toFixed(1));
  return `${days.median.toFixed(1)} days (${end(days.low)} to ${end(days.high)})`;
}

function countText({ numerator, denominator }: { numerator: number; denominator: number }): string {
  return `${numerator} of ${denominator} leads`;
}

/** Of a share: 0.021 is 2.1. */
export function points(share: number): string {
  const text = (share * 100).toFixed(1);
  return text === '-0.0' ? '0.0' : text;
}

export function pText(p: number): string {
  return p < 0.001 ? 'below 0.001' : p.toFixed(3);
}
