import type { Queryable } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { dayMs } from '../../program/duration.ts';
import type { Program } from '../../program/schema.ts';
import { readState } from '../facts/sql/state.ts';
import { rateOf } from '../statistics/wilson.ts';
import { cycleOf } from './cycle.ts';
import type { Ground } from './plan-experiment.ts';
import { selectTraffic, type Whom } from './sql/select-traffic.ts';
import type { ExperimentMetric } from './types.ts';

/** Over which the leads that come are counted. */
const trafficDays = 84;
/** How far back the rate is taken from: what was a year ago says little of next month. */
const rateDays = 180;

/**
 * The company's own rate and traffic for a metric, of those who come to a track, are in a segment, or of all.
 * Throws `track.unknown` and `segment.unknown`.
 */
export async function readGround(
  db: Queryable,
  {
    program,
    whom,
    metric,
    ...given
  }: { program: Program; whom: Whom; metric: ExperimentMetric; asOf?: number },
): Promise<Ground> {
  const track = whom.track === undefined ? undefined : program.tracks[whom.track];
  if (whom.track !== undefined && !track)
    throw new TrellisError(
      'track.unknown',
      `There is no track "${whom.track}"; \`trellis program show\` lists them.`,
    );
  if (whom.segment !== undefined && !Object.hasOwn(program.segments, whom.segment))
    throw new TrellisError(
      'segment.unknown',
      `There is no segment "${whom.segment}"; \`trellis program show\` lists them.`,
    );
  const asOf = given.asOf ?? (await readState(db)).asOf ?? 0;
  const cycleMs = cycleOf(track ? [track] : Object.values(program.tracks));
  const recentFrom = asOf - trafficDays * dayMs;
  const traffic = await selectTraffic(db, {
    whom,
    metric,
    from: asOf - cycleMs - rateDays * dayMs,
    until: asOf,
    recentFrom,
    windowMs: cycleMs,
  });
  // A company that began lately has fewer weeks to divide by.
  const weeks = (asOf - Math.max(recentFrom, traffic.first ?? recentFrom)) / (7 * dayMs);
  return {
    rate: rateOf(traffic.done, traffic.matured),
    leadsPerWeek: weeks > 0 ? traffic.recent / Math.max(1, weeks) : 0,
    windowMs: cycleMs,
    cycleMs,
  };
}
