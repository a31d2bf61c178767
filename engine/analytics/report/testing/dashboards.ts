import type { Dashboard, SegmentFigures } from '../../metrics/dashboard.ts';
import { definitions, type MetricId } from '../../metrics/definitions.ts';
import type { Figure } from '../../metrics/figure.ts';

const day = 86_400_000;
const from = Date.UTC(2026, 9, 1);
const to = Date.UTC(2026, 10, 1);

/** A figure of these parts; a share follows from its counts, as does that there is not enough. */
export function figureOf(
  metric: MetricId,
  numerator: number,
  denominator: number,
  parts: Partial<Figure> = {},
): Figure {
  const { unit } = definitions[metric];
  const enough = denominator >= 30;
  const share = unit === 'share' && enough ? numerator / denominator : null;
  const half = share === null ? null : 1.96 * Math.sqrt((share * (1 - share)) / denominator);
  return {
    metric,
    value: share,
    numerator,
    denominator,
    low: share === null || half === null ? null : Math.max(0, share - half),
    high: share === null || half === null ? null : Math.min(1, share + half),
    unit,
    ...('unreliable' in definitions[metric] && { unreliable: true }),
    ...parts,
  };
}

/** The same with the period before; `clear` as told. */
export function against(figure: Figure, numerator: number, denominator: number, clear: boolean): Figure {
  const { value, low, high } = figureOf(figure.metric, numerator, denominator);
  const difference = figure.value === null || value === null ? null : figure.value - value;
  const before = { value, numerator, denominator, low, high, clear };
  return {
    ...figure,
    before: { ...before, difference, differenceLow: null, differenceHigh: null },
  };
}

/** A company in which nothing has happened. */
export function emptyDashboard(parts: Partial<Dashboard> = {}): Dashboard {
  const none = (metric: MetricId) => figureOf(metric, 0, 0);
  return {
    asOf: to + 3_600_000,
    backlog: false,
    period: { from, to },
    before: { from: from - 31 * day, to: from },
    filters: {},
    overall: (['progression', 'qualified', 'time_in_nurture', 'handoff'] as const).map(none),
    stages: [],
    content: {
      library: { engagement: none('click'), progression: none('email_progression') },
      top: [],
      under: [],
    },
    segments: [],
    velocity: {
      nurtured: none('time_in_nurture'),
      others: none('time_in_nurture'),
      faster: null,
      within: null,
      clear: false,
      basis: 'associative',
      words: 'Who is nurtured was not left to chance: a difference need not come of nurturing.',
    },
    pipeline: (['pipeline', 'revenue', 'deal_size', 'win_rate'] as const).map(none),
    deliverability: { figures: [none('delivery'), none('bounce')], hard: 0, soft: 0 },
    held: [],
    cohorts: { step: 'month', stage: 'sql', cohorts: [] },
    funnel: { lifecycle: [] },
    notes: [],
    ...parts,
  };
}

/** Each figure with so many leads: one lead, or a company of some size. */
export function dashboardOf(leads: number, parts: Partial<Dashboard> = {}): Dashboard {
  const some = (metric: MetricId, share: number, more: Partial<Figure> = {}) =>
    figureOf(metric, Math.round(leads * share), leads, more);
  const changed = (metric: MetricId, share: number, was: number, clear = false) =>
    against(some(metric, share), Math.round(leads * was), leads, clear);
  const enough = leads >= 30;
  const time = (metric: MetricId, value: number, low: number, high: number | null) =>
    some(metric, 0.4, enough ? { value, low, high } : {});
  const bySegment = (segment: string, days: number, share: number): SegmentFigures => ({
    segment,
    figures: [time('time_in_nurture', days, days - 7, days + 9), some('progression', share)].map(
      (figure) => ({
        ...figure,
        against: enough
          ? { value: figure.unit === 'days' ? 58 : 0.3, denominator: leads, difference: 31, clear: days > 60 }
          : { value: null, denominator: leads, difference: null, clear: false },
      }),
    ),
  });
  const piece = (item: string, click: number, moved: number) => ({
    item,
    engagement: some('click', click),
    progression: some('email_progression', moved),
    taken: { leads: Math.round(leads / 10), progressed: Math.round(leads / 30) },
  });
  return emptyDashboard({
    overall: [
      changed('progression', 0.34, 0.31, true),
      changed('qualified', 0.18, 0.17),
      time('time_in_nurture', 67, 60, 74),
      time('handoff', 26.5, 22, null),
    ],
    stages: ['awareness', 'consideration', 'decision'].map((stage, n) => ({
      stage,
      figures: [
        changed('open', 0.284 + n * 0.03, 0.27),
        changed('click', 0.048 + n * 0.02, 0.06, n === 0),
        changed('download', 0.123, 0.12),
        changed('progression', 0.42 + n * 0.07, 0.4, n === 2),
      ],
    })),
    content: {
      library: { engagement: some('click', 0.06), progression: some('email_progression', 0.2) },
      top: [piece('roi-calculator', 0.67, 0.34), piece('case-studies', 0.58, 0.28)],
      under: [piece('company-news', 0.15, 0.05)],
    },
    segments: [bySegment('enterprise', 89, 0.67), bySegment('smb', 34, 0.25)],
    pipeline: [
      some('pipeline', 0.3, { value: 1_204_000 }),
      some('revenue', 0.2, { value: 340_000 }),
      some('deal_size', 1, enough ? { value: 28_333, low: 21_000, high: 36_000 } : {}),
      changed('win_rate', 0.28, 0.3),
    ],
    deliverability: {
      figures: [
        changed('delivery', 0.982, 0.98),
        changed('bounce', 0.018, 0.02),
        changed('unsubscribe', 0.004, 0.002, true),
        changed('complaint', 0.0003, 0),
      ],
      hard: 41,
      soft: 12,
    },
    held: [
      { what: 'hold', reason: 'quiet_hours', sends: 412, leads: 390 },
      { what: 'drop', reason: 'no_consent', sends: 33, leads: 31 },
    ],
    notes: ['Opens are unreliable: some mail clients load images for the reader. Judge by clicks and moves.'],
    ...parts,
  });
}
