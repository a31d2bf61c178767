import { quietUntil } from '../core/quiet-hours.ts';
import type { Instant } from '../core/types.ts';
import type { Policies } from '../program/schema.ts';
import type { Claimed } from './claim-deliveries.ts';
import type { PutOff } from './sql/outbox.ts';
import type { Delivered } from './types.ts';

const minute = 60_000;
const hour = 60 * minute;
/** After the first attempt, the second, and so on (ms): half a day, the most that mail servers are away for. */
const delays = [minute, 5 * minute, 30 * minute, 2 * hour, 8 * hour];
/** Between two looks at whether what has to be mended first has been (ms). */
const laterMs = hour;

/** Nothing left, and there is no outcome. */
export type NotYet = Extract<Delivered, { status: 'retry' | 'later' }>;

export function isNotYet(delivered: Delivered): delivered is NotYet {
  return delivered.status === 'retry' || delivered.status === 'later';
}

/** When to try again what could not be sent; undefined when it has been tried often enough. Never within quiet hours. */
export function putOff(
  { lead_id, seq, ordinal, attempts, leaseUntil, delivery }: Claimed,
  result: NotYet,
  now: Instant,
  policies: Policies,
): PutOff | undefined {
  const counts = result.status === 'retry';
  const delay = counts ? delays[attempts] : laterMs;
  if (delay === undefined) return undefined;
  const { effect, lead } = delivery;
  const marketing = effect.kind === 'email' && effect.purpose === 'marketing';
  const zones = [lead.fields.time_zone, policies.timeZone];
  const quiet = marketing && policies.quietHours;
  const at = now + delay;
  const notBefore = (quiet && quietUntil(at, quiet, zones)) || at;
  return { lead_id, seq, ordinal, leaseUntil, notBefore, counts, result };
}
