import type { PerformanceQuery } from '../../../engine/analytics/metrics/query.ts';
import type { DashboardContext } from '../../../engine/analytics/metrics/read-dashboard.ts';
import { vocabularyOf } from '../../../engine/program/score-models.ts';
import type { ActiveProgram } from '../../../engine/runtime/types.ts';
import { segmentConditions } from '../conditions.ts';

/** What a query is read with under the program in force. */
export function contextFor(active: ActiveProgram, query: PerformanceQuery, now: number): DashboardContext {
  const { program } = active;
  const steps = query.track === undefined ? undefined : program.tracks[query.track]?.steps;
  return {
    segments: segmentConditions(active),
    vocabulary: vocabularyOf(program),
    now,
    ...(steps && { emailSteps: steps.filter(({ kind }) => kind === 'email').map(({ id }) => id) }),
  };
}
