import { LANES, laneOfValue } from '../../../db/lanes.ts';
import type { Instant } from '../../core/types.ts';
import type { CompiledProgram } from '../../program/compile/compile.ts';
import type { PutOff } from '../sql/outbox.ts';
import type { Delivered } from '../types.ts';
import type { Claimed } from './claim-deliveries.ts';
import { postponementOf } from './refusal.ts';

const minute = 60_000;
const hour = 60 * minute;
/** After the first attempt, the second, and so on (ms), four to six times longer each: half a day, the most that mail servers are away for. */
const delays = [minute, 5 * minute, 30 * minute, 2 * hour, 8 * hour];
/** Between two looks at whether what has to be mended first has been (ms). */
const laterMs = hour;

/** Nothing left, and there is no outcome. */
export type NotYet = Extract<Delivered, { status: 'retry' | 'later' }>;

export function isNotYet(delivered: Delivered): delivered is NotYet {
  return delivered.status === 'retry' || delivered.status === 'later';
}

/** The share of a delay that spreads what failed at one moment. */
const mostJitter = 0.2;

/** Up to a fifth of the delay, by the effect and its attempt: the same on every machine. */
export function jitter(effect: string, delay: number): number {
  return Math.floor((laneOfValue(effect) / LANES) * mostJitter * delay);
}

/** When to try again what could not be sent; undefined when it has been tried often enough. Never when its lead may not be written to. */
export function putOff(
  { lead_id, seq, ordinal, attempts, leaseUntil, delivery }: Claimed,
  result: NotYet,
  now: Instant,
  program: CompiledProgram,
): PutOff | undefined {
  const counts = result.status === 'retry';
  const delay = counts ? delays[attempts] : laterMs;
  if (delay === undefined) return undefined;
  const at = now + delay + jitter(`${lead_id}:${seq}:${ordinal}:${attempts}`, delay);
  const notBefore = postponementOf(delivery.effect, delivery.lead.fields, program, at)?.until ?? at;
  return { lead_id, seq, ordinal, leaseUntil, notBefore, counts, result };
}
