import { readPeriod } from '../../../engine/analytics/periods/read-period.ts';
import { rolling } from '../../../engine/analytics/periods/spans.ts';
import type { Exchange } from '../requests.ts';
import type { Window } from '../slots/windows.ts';
import type { Utterance } from '../words/utterance.ts';

const said =
  /\b(?:in|during|within|over|for|at) (?:the same|that same|this same|that|those) (?:time|period|window|span|time ?frame|stretch|days|weeks|months?|quarter|week)\b/;

/** `over the same stretch`: the period of what was asked before. */
export function takeSamePeriod(
  utterance: Utterance,
  history: readonly Exchange[],
  now: number,
): Window | undefined {
  if (!utterance.has(said)) return undefined;
  const input = Object(history.at(-1)?.calls.at(-1)?.input) as { period?: string; where?: string };
  const days = /\blast_(\d+)_days\b/.exec(input.where ?? '')?.[1];
  if (input.period === undefined && days === undefined) return undefined;
  const index = utterance.take(said)?.index ?? 0;
  return input.period === undefined
    ? { ...rolling(Number(days), 'day', now), index }
    : { ...readPeriod(input.period, now), index };
}
