import { TrellisError } from '../../../db/errors.ts';
import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';
import { readPeriod } from '../../../engine/analytics/periods/read-period.ts';
import type { Span } from '../../../engine/analytics/periods/spans.ts';
import { journeyStages, type Program } from '../../../engine/program/schema.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import { readCondition } from '../conditions.ts';
import { nearest } from '../nearest.ts';
import { findTrack } from '../tracks.ts';

/** What a caller narrows a question to, by id or title. */
export interface Narrowed {
  period?: string | undefined;
  track?: string | undefined;
  segment?: string | undefined;
  stage?: string | undefined;
  industry?: string | undefined;
  item?: string | undefined;
  owner?: string | undefined;
  where?: string | undefined;
}

/** The period and the filters asked for. Throws `period.*`, `filter.invalid`, `track.unknown`, `segment.unknown`, `condition.*`. */
export function askedFor(
  program: Program,
  { period, track, segment, where, ...named }: Narrowed,
  now: number,
): { span: Span; query: PerformanceQuery } {
  const span = readPeriod(period, now);
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  for (const [name, value] of Object.entries({ ...named, where })) {
    // No text in the database has it, and none can be asked for with it.
    if (value?.includes('\0'))
      throw new TrellisError('filter.invalid', `There is a NUL character in ${name}.`);
  }
  if (named.stage !== undefined && !journeyStages.some((stage) => stage === named.stage))
    throw new TrellisError(
      'filter.invalid',
      `There is no such stage. The stages are ${journeyStages.join(', ')}.`,
    );
  return {
    span,
    query: {
      from: span.from,
      to: span.to,
      ...Object.fromEntries(given),
      ...(track !== undefined && { track: findTrack(program, track).id }),
      ...(segment !== undefined && { segment: findSegment(program, segment) }),
      ...(where !== undefined && {
        where: readCondition(where, { event: false, vocabulary: vocabularyOf(program) }),
      }),
    },
  };
}

function findSegment({ segments }: Program, name: string): string {
  const wanted = name.trim().toLowerCase();
  const found = Object.entries(segments).find(
    ([id, { title }]) => id === wanted || title.toLowerCase() === wanted,
  );
  if (found) return found[0];
  const near = nearest(
    name,
    Object.entries(segments).flatMap(([id, { title }]) => [id, title]),
  );
  throw new TrellisError(
    'segment.unknown',
    `There is no segment with that id or title. Segments like it: ${(near.length > 0 ? near : Object.keys(segments)).join(', ') || 'none'}. For another group give where.`,
  );
}
