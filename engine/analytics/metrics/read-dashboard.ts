import type { Database } from '../../../db/connection.ts';
import { type Period, periodBefore } from '../period.ts';
import { readAsOf } from './as-of.ts';
import { createComparisons } from './comparisons.ts';
import type { Dashboard } from './dashboard.ts';
import { filtersInWords } from './filters.ts';
import type { Frame, Span } from './frame.ts';
import { notesOn } from './notes.ts';
import type { PerformanceQuery } from './query.ts';
import { readOnce } from './read-once.ts';
import { type PerformanceContext, scopeOf } from './scope.ts';
import { content } from './sections/content.ts';
import { deals } from './sections/deals.ts';
import { engagement } from './sections/engagement.ts';
import { nurture } from './sections/nurture.ts';
import { cohorts, lifecycleFunnel, trackFunnel } from './sections/over-time.ts';
import { segments } from './sections/segments.ts';
import { countHolds } from './sql/count-holds.ts';
import { matchLeads } from './sql/match-leads.ts';

export interface DashboardContext extends PerformanceContext {
  /** The ids of the email steps of the track asked about, in its order. */
  emailSteps?: readonly string[];
}

/** One moment; what is put together by lead is to stay in memory, where the usual 4 MB went to disk. */
const setting = `set transaction isolation level repeatable read; set local jit = off; set local work_mem = '64MB'`;

/**
 * Everything of a period, read at one moment, so that its figures agree with each other. Reads only. Throws as `toSql`
 * where the free condition names what there is not.
 */
export function readDashboard(
  db: Pick<Database, 'transaction'>,
  query: PerformanceQuery,
  context: DashboardContext,
): Promise<Dashboard> {
  return db.transaction(async (tx) => {
    await tx.exec(setting);
    const { asOf, backlog } = await readAsOf(tx);
    const period = { from: query.from, to: query.to };
    const past = asItStood(periodBefore(period), asOf - period.to);
    const frame: Frame = {
      db: readOnce(tx),
      scope: await matchLeads(tx, await scopeOf(tx, query, context)),
      now: { period, end: asOf },
      past,
      comparisons: createComparisons(),
    };
    const { overall, stages, deliverability } = await engagement(frame);
    const { figures, velocity } = await nurture(frame);
    const found = {
      asOf,
      backlog,
      period,
      before: past.period,
      filters: filtersInWords(query, context.vocabulary),
      overall: [...figures, ...overall],
      stages,
      content: await content(frame),
      segments: await segments(frame),
      velocity,
      pipeline: await deals(frame),
      deliverability,
      held: await countHolds(tx, frame.scope, frame.now),
      cohorts: await cohorts(frame),
      funnel: {
        lifecycle: await lifecycleFunnel(frame),
        ...(query.track !== undefined && {
          track: await trackFunnel(frame, query.track, context.emailSteps ?? []),
        }),
      },
    };
    frame.comparisons.settle();
    return { ...found, notes: notesOn(found) };
  });
}

/** A period with what was known so long after its end; before it, where that is less than nothing. */
function asItStood({ from, to }: Period, ageMs: number): Span {
  const cut = Math.max(from, to + ageMs);
  return { period: { from, to: Math.min(to, cut) }, cut, end: cut };
}
