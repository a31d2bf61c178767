import { z } from 'zod';
import type { Tx } from '../../db/connection.ts';
import type { MetricId } from '../../engine/analytics/metrics/definitions.ts';
import { ratesOfEmails, ratesOfStays } from '../../engine/analytics/metrics/rates.ts';
import { type Scope, scopeOf } from '../../engine/analytics/metrics/scope.ts';
import { matchLeads } from '../../engine/analytics/metrics/sql/match-leads.ts';
import {
  cohortsData,
  funnelData,
  heldData,
  itemsData,
} from '../../engine/analytics/report/data/dashboard-charts.ts';
import type { Step } from '../../engine/program/schema.ts';
import { findTrack } from '../../tools/support/tracks.ts';
import type { Installation } from '../installation.ts';
import type { Figures, ReadChart } from './read-figures.ts';

/** What can be drawn of the figures of a query. */
export const chartKinds = [
  'funnel',
  'trend',
  'cohorts',
  'distribution',
  'flow',
  'content',
  'items',
  'held',
] as const;

/** Of a trend: shares of emails, and of stays at journey stages. */
export const trendMetricSchema = z.enum([...Object.keys(ratesOfEmails), ...Object.keys(ratesOfStays)] as [
  MetricId,
  ...MetricId[],
]);

export interface ChartAsked {
  kind: (typeof chartKinds)[number];
  /** Of `trend`: which figure; absent: the click rate. */
  metric?: MetricId | undefined;
  /** Of `flow`: which track; absent: the one asked about. */
  track?: string | undefined;
}

/** Of how many segments the content is drawn; the page of the library's coverage has more. */
const mostCoverage = 2;

/** Reads what a chart shows, once for the same figures. */
export function readChart(
  installation: Installation,
  figures: Figures,
  asked: ChartAsked,
): Promise<ReadChart> {
  const key = JSON.stringify([asked.kind, asked.metric, asked.track]);
  const found = figures.charts.get(key) ?? read(installation, figures, asked);
  figures.charts.set(key, found);
  // What failed is tried again by the next who asks; what there is not is not kept.
  found.catch(() => figures.charts.delete(key));
  return found;
}

/**
 * Builders are loaded here: a server that draws nothing starts without them. Throws `track.unknown` of the flow of a track
 * that there is not.
 */
async function read(
  { db, services }: Installation,
  { dashboard, query, context, active: { program } }: Figures,
  { kind, metric = 'click', track = query.track ?? '' }: ChartAsked,
): Promise<ReadChart> {
  const scoped = <T>(readFor: (tx: Tx, scope: Scope) => Promise<T>) =>
    db.transaction(async (tx) => readFor(tx, await matchLeads(tx, await scopeOf(tx, query, context))));
  switch (kind) {
    case 'funnel': {
      const { funnel } = await import('../../engine/analytics/charts/funnel/funnel.ts');
      return (look) => funnel(funnelData(dashboard), look);
    }
    case 'cohorts': {
      const { cohorts } = await import('../../engine/analytics/charts/cohorts/cohorts.ts');
      return (look) => cohorts(cohortsData(dashboard), look);
    }
    case 'trend': {
      const { trend } = await import('../../engine/analytics/charts/trend/trend.ts');
      const { readTrend } = await import('../../engine/analytics/report/data/read-trend.ts');
      const data = await scoped((tx, scope) => readTrend(tx, scope, metric));
      return (look) => trend(data, look);
    }
    case 'distribution': {
      const { distribution } = await import('../../engine/analytics/charts/distribution/distribution.ts');
      const { readTimeInNurture } = await import(
        '../../engine/analytics/report/data/read-time-in-nurture.ts'
      );
      const data = await scoped((tx, scope) => readTimeInNurture(tx, scope, dashboard.asOf));
      return (look) => distribution(data, look);
    }
    case 'content': {
      const { coverageReport } = await import('../../tools/support/content/coverage-report.ts');
      const { coverageChart } = await import('../../tools/support/content/coverage-chart.ts');
      const report = await coverageReport({ services, now: context.now, tainted: [] }, 'segment');
      return (look) => coverageChart(report, 'segment', look, mostCoverage);
    }
    case 'flow': {
      const { trackFlow } = await import('../../engine/analytics/charts/track-flow/track-flow.ts');
      const { readTrackFlow } = await import('../../engine/analytics/report/data/read-track-flow.ts');
      const of = findTrack(program, track);
      const titles = await titlesOf(services, itemsOf(of.track.steps));
      const data = await scoped((tx, scope) => readTrackFlow(tx, scope, { ...of, titles }));
      return (look) => trackFlow(data, look);
    }
    case 'items': {
      const { bars } = await import('../../engine/analytics/charts/bars/bars.ts');
      const { top, under } = dashboard.content;
      const data = itemsData(dashboard, await titlesOf(services, [...top, ...under]));
      return (look) => bars(data, look);
    }
    case 'held': {
      const { bars } = await import('../../engine/analytics/charts/bars/bars.ts');
      return (look) => bars(heldData(dashboard), look);
    }
  }
}

/** What the emails of a track carry. */
const itemsOf = (steps: readonly Step[]) =>
  steps.flatMap((step) => (step.kind === 'email' ? [step.content] : []));

async function titlesOf(
  { library }: Installation['services'],
  items: readonly { item: string; version?: number }[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const { item, version } of items) titles.set(item, (await library.get(item, version))?.title ?? item);
  return titles;
}
