import type { DigestContent } from '../../agent/digests/content.ts';
import { trend } from '../../engine/analytics/charts/trend/trend.ts';
import { definitions, type MetricId } from '../../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../../engine/analytics/metrics/figure.ts';
import type { PerformanceQuery } from '../../engine/analytics/metrics/query.ts';
import { readDashboard } from '../../engine/analytics/metrics/read-dashboard.ts';
import { scopeOf } from '../../engine/analytics/metrics/scope.ts';
import { matchLeads } from '../../engine/analytics/metrics/sql/match-leads.ts';
import { summary } from '../../engine/analytics/metrics/summary.ts';
import { DAY } from '../../engine/analytics/period.ts';
import { readTrend } from '../../engine/analytics/report/data/read-trend.ts';
import { baseWords, changeWords, valueWords } from '../../engine/analytics/report/figure-words.ts';
import { periodWords } from '../../engine/analytics/report/period-words.ts';
import type { ActiveProgram } from '../../engine/runtime/types.ts';
import { addressesOf } from '../../tools/support/performance/addresses.ts';
import { contextFor } from '../../tools/support/performance/context-for.ts';
import type { Installation } from '../installation.ts';
import { drawOnce } from '../performance/draw.ts';
import type { Brief } from '../posts/store.ts';
import { readSetting } from '../settings.ts';

/** What a manager looks at first; the page has the rest. */
const shown: readonly MetricId[] = [
  'progression',
  'qualified',
  'time_in_nurture',
  'handoff',
  'click',
  'unsubscribe',
  'demo_request',
  'meeting',
  'revenue',
  'pipeline',
];
/** Changes that are named; the others are counted. */
const mostWaiting = 5;
const chartWidth = 720;

type Needs = Pick<Installation, 'db' | 'engine' | 'services' | 'publicUrl' | 'clock'>;

/** Writes the digest of a period: sentences, figures, a chart, and what waits for an approval. */
export async function writeDigest(needs: Needs, { from, to, every, track }: Brief): Promise<DigestContent> {
  const { db, engine, publicUrl, clock } = needs;
  const active = await engine.program();
  const query: PerformanceQuery = { from, to, ...(track !== null && { track }) };
  const dashboard = await readDashboard(db, query, contextFor(active, query, clock()));
  const figures = [...dashboard.overall, ...dashboard.deliverability.figures, ...dashboard.pipeline];
  const of = track === null ? '' : `: ${active.program.tracks[track]?.title ?? track}`;
  const chart = await drawTrend(needs, active, query, every);
  // Opens are not among what is shown.
  const notes = dashboard.notes.filter((note) => !note.startsWith('Opens '));
  if ((await readSetting(db, 'demo')) === 'present')
    notes.push('These are the figures of the demo company. `trellis demo remove` takes it out.');
  return {
    kind: 'digest',
    title: `${every === 'week' ? 'Weekly' : 'Monthly'} digest${of}`,
    period: periodWords({ from, to }),
    sentences: summary(dashboard),
    table: {
      columns: ['Figure', every === 'week' ? 'This week' : 'This month', 'Made of', 'Compared'],
      rows: shown.flatMap((metric) =>
        figures
          .filter((figure) => figure.metric === metric)
          .slice(0, 1)
          .map(row),
      ),
    },
    ...(chart && { chart }),
    ...(await waitingChanges(needs)),
    notes,
    url: `${publicUrl}/performance?${addressesOf(query, dashboard.filters).query}`,
  };
}

function row(figure: Figure): string[] {
  const { title, good } = definitions[figure.metric];
  return [title, valueWords(figure), baseWords(figure), changeWords(figure, good)?.words ?? 'nothing before'];
}

/** The click rate of the weeks or months up to the end of the period; nothing where there are too few emails for two of them. */
async function drawTrend(
  { db, clock }: Needs,
  active: ActiveProgram,
  query: PerformanceQuery,
  every: Brief['every'],
): Promise<DigestContent['chart']> {
  const longer = { ...query, from: query.to - (every === 'week' ? 8 * 7 * DAY : 183 * DAY) };
  const data = await db.transaction(async (tx) =>
    readTrend(
      tx,
      await matchLeads(tx, await scopeOf(tx, longer, contextFor(active, longer, clock()))),
      'click',
    ),
  );
  // One point is no trend.
  if (data.points.filter(({ value }) => value !== null).length < 2) return undefined;
  const spec = trend(data, { width: chartWidth });
  const png = Buffer.from(await drawOnce(spec, 'png').bytes).toString('base64');
  return { words: spec.description, png };
}

async function waitingChanges({ services }: Needs): Promise<Pick<DigestContent, 'waiting' | 'more'>> {
  const open = await services.changes.list({ status: 'proposed', limit: 100 });
  return {
    waiting: open.slice(0, mostWaiting).map(({ id, title }) => ({ title, url: services.changeUrl(id) })),
    more: Math.max(0, open.length - mostWaiting),
  };
}
