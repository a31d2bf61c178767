import { z } from 'zod';
import type { PerformanceQuery } from '../../engine/analytics/metrics/query.ts';
import { assertPeriod } from '../../engine/analytics/periods/assert-period.ts';
import type { Program } from '../../engine/program/schema.ts';
import { askedFor } from '../../tools/support/performance/asked.ts';

/** A form sends what is left empty too. */
const text = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest)
    .transform((said) => said || undefined)
    .optional();
const day = z
  .union([z.literal(''), z.iso.date(), z.iso.datetime({ offset: true })])
  .transform((said) => (said === '' ? undefined : Date.parse(said)))
  .optional();

/** What figures are narrowed to, as addresses say it: a period in words, or when it begins and ends; and filters. */
export const askedSchema = z.object({
  period: text(60),
  from: day,
  /** Exclusive. */
  to: day,
  track: text(200),
  segment: text(200),
  stage: text(40),
  industry: text(200),
  item: text(63),
  owner: text(200),
  where: text(4_000),
});
export type Asked = z.output<typeof askedSchema>;

/** The query of an address. Throws `period.*`, `filter.invalid`, `track.unknown`, `segment.unknown`, `condition.*`. */
export function queryOf(program: Program, { from, to, ...narrowed }: Asked, now: number): PerformanceQuery {
  const { query } = askedFor(program, narrowed, now);
  if (narrowed.period !== undefined || (from === undefined && to === undefined)) return query;
  const end = to ?? query.to;
  const period = { from: from ?? end - (query.to - query.from), to: end };
  assertPeriod(period);
  return { ...query, ...period };
}
