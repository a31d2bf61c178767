import type { ContentFigures, Dashboard, FunnelStep } from '../../../engine/analytics/metrics/dashboard.ts';
import type { MetricId } from '../../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../../engine/analytics/metrics/figure.ts';
import type { LeadsOf } from '../../../engine/analytics/report/figure-table.ts';
import { iso } from '../changes.ts';
import type { DashboardAbout, PartsShown, ShownFigure } from './schema.ts';
import { shownFigure } from './shown.ts';

/** What the ids of an answer are called. */
export interface Names {
  segment: (id: string) => string;
  item: (id: string) => string;
  track: (id: string) => string;
  /** Of the track that was asked about. */
  step: (id: string) => string;
}

interface Group {
  name: string;
  figures: ShownFigure[];
}

/** What is told of everything: the rest is a question of its own. */
const first: readonly MetricId[] = [
  'progression',
  'qualified',
  'time_in_nurture',
  'handoff',
  'click',
  'download',
  'demo_request',
  'meeting',
  'close',
  'revenue',
  'pipeline',
  'deal_size',
];
const engagement: readonly MetricId[] = ['open', 'click', 'reply', 'unsubscribe', 'email_progression'];
const sales: readonly MetricId[] = ['qualified', 'time_in_nurture', 'handoff'];
/** Cohorts that are shown: the latest. */
const mostCohorts = 12;

/** The parts of a dashboard that answer a question, small enough to be read. */
export function partsOf(
  about: DashboardAbout,
  dashboard: Dashboard,
  names: Names,
  leadsOf: LeadsOf,
): PartsShown {
  const { overall, stages, content, segments, pipeline, deliverability, velocity } = dashboard;
  const shown = (figures: readonly Figure[], more?: Record<string, string>) =>
    figures.map((figure) => shownFigure(figure, leadsOf, more));
  const only = (figures: readonly Figure[], metrics: readonly MetricId[]) =>
    figures.filter(({ metric }) => metrics.includes(metric));
  const byStage = (keep: (figures: readonly Figure[]) => readonly Figure[]): Group[] =>
    stages
      .map(({ stage, figures }) => ({ stage, figures: keep(figures) }))
      // Where nobody was there is nothing to tell.
      .filter(({ figures }) => figures.some(({ denominator }) => denominator > 0))
      .map(({ stage, figures }) => ({ name: stage, figures: shown(figures, { stage }) }));
  switch (about) {
    case 'overview':
      return { groups: [{ name: 'overall', figures: shown(only([...overall, ...pipeline], first)) }] };
    case 'funnel':
      return {
        groups: byStage((figures) => only(figures, ['progression'])),
        funnels: funnelsOf(dashboard, names),
      };
    case 'emails':
      return {
        groups: [
          { name: 'all stages', figures: shown(only(overall, engagement)) },
          ...byStage((figures) => figures.filter(({ metric }) => metric !== 'progression')),
        ],
      };
    case 'content': {
      const { library, top, under } = content;
      const group = ({ item, engagement: clicks, progression }: ContentFigures): Group => ({
        name: names.item(item),
        figures: shown([clicks, progression], { item }),
      });
      return {
        groups: [
          { name: 'all emails', figures: shown([library.engagement, library.progression]) },
          ...[...top, ...under.filter(({ item }) => !top.some((one) => one.item === item))].map(group),
        ],
      };
    }
    case 'segments':
      return {
        groups: [
          ...segments.map(({ segment, figures }) => ({
            name: names.segment(segment),
            figures: figures.map((figure) => shownFigure(figure, leadsOf, { segment })),
          })),
          { name: 'nurtured', figures: shown([velocity.nurtured]) },
          { name: 'not nurtured', figures: shown([velocity.others]) },
        ],
      };
    case 'cohorts':
      return {
        cohorts: {
          step: dashboard.cohorts.step,
          stage: stageName(dashboard.cohorts.stage),
          rows: dashboard.cohorts.cohorts
            .slice(-mostCohorts)
            .map(({ from, leads, reached }) => ({ from: iso(from), leads, reached: [...reached] })),
        },
      };
    case 'pipeline':
      return {
        groups: [
          { name: 'pipeline', figures: shown(pipeline) },
          { name: 'to sales', figures: shown(only(overall, sales)) },
        ],
      };
    case 'deliverability':
      return { groups: [{ name: 'emails', figures: shown(deliverability.figures) }] };
    case 'holds':
      return {
        held: dashboard.held.map(({ reason, ...one }) => ({ ...one, reason: reason.replaceAll('_', ' ') })),
      };
  }
}

function funnelsOf({ funnel, filters }: Dashboard, names: Names) {
  const steps = (found: readonly FunnelStep[], nameOf: (id: string) => string) =>
    found.map(({ id, count, dropOff }) => ({ name: nameOf(id), count, lost: dropOff }));
  return [
    { name: 'lifecycle', steps: steps(funnel.lifecycle, stageName) },
    ...(funnel.track
      ? [{ name: names.track(filters.track ?? ''), steps: steps(funnel.track, names.step) }]
      : []),
  ];
}

export function stageName(id: string): string {
  return id === 'mql' || id === 'sql' ? id.toUpperCase() : id;
}
