import type { analysePerformance } from '../../../../tools/analyse-performance.ts';
import type { ShownFigure } from '../../../../tools/support/performance/schema.ts';
import type { AnswerChart, AnswerFigures, AnswerTable, Cell } from './figures.ts';
import { intervalOf, said } from './say-figure.ts';

type Output = Awaited<ReturnType<typeof analysePerformance.run>>;
/** What `analyse_performance` gives. */
export type PerformanceShown = Pick<
  Output,
  'about' | 'period' | 'groups' | 'funnels' | 'cohorts' | 'held' | 'credits' | 'chart'
>;
type Group = NonNullable<PerformanceShown['groups']>[number];

const count = (value: number): Cell => ({ value, said: value.toLocaleString('en') });

/** The figures of a period as a table, and the ones that can be compared as bars. */
export function performanceFigures(output: PerformanceShown): AnswerFigures {
  const { about, period, groups = [], funnels = [], cohorts, held = [], credits = [], chart } = output;
  const when = period.words;
  if (cohorts) return { ...cohortTable(cohorts, when), picture: chart };
  if (about === 'funnel' && funnels.length > 0) return funnelFigures(funnels.at(-1) as Funnel, when);
  if (held.length > 0) {
    const columns = ['Why', 'Emails', 'Leads'];
    const rows = held.map(({ reason, sends, leads }) => [reason, count(sends), count(leads)]);
    return {
      table: { caption: `Emails held back, ${when}`, columns, rows },
      chart: barsOf(
        `Emails held back, ${when}`,
        'emails',
        held.map(({ reason, sends }) => [reason, sends]),
      ),
    };
  }
  if (credits.length > 0) {
    const models = Object.keys(credits[0]?.models ?? {});
    const rows = credits.map((one) => [
      one.name,
      count(one.conversions),
      ...models.map((model) => credit(one.models[model])),
    ]);
    return {
      table: { caption: `Credit by model, ${when}`, columns: ['What', 'Conversions', ...models], rows },
    };
  }
  if (groups.length === 0) return {};
  // Of nothing but “not enough data” there is nothing to draw.
  const drawn = groups.some(({ figures }) => figures.some(isKnownShare)) ? chart : undefined;
  return { table: figureTable(groups, when), chart: figureChart(groups, when), picture: drawn };
}

/** Each figure with what it is of, its interval and how it was before. */
function figureTable(groups: readonly Group[], when: string): AnswerTable {
  const several = groups.length > 1;
  const rows = groups.flatMap(({ name, figures }) =>
    figures.map((figure): Cell[] => [
      ...(several ? [name] : []),
      figure.title,
      figure.value === null
        ? 'not enough data'
        : { value: figure.value, said: said(figure.value, figure.unit) },
      `${figure.numerator.toLocaleString('en')} of ${figure.denominator.toLocaleString('en')}`,
      intervalOf(figure),
      comparison(figure),
    ]),
  );
  const columns = [...(several ? ['Group'] : []), 'Figure', 'Value', 'Of', '95 % interval', 'Before'];
  return { caption: `Figures, ${when}`, columns, rows };
}

/** How it was in the period before, or of the others, and whether that is a difference or may be chance. */
function comparison({ value, low, before, against, unit }: ShownFigure): Cell {
  const other = against ?? before;
  if (!other || other.value === null) return null;
  // What is not known differs from nothing, and a sum of money is no sample of anything: there is no test of it.
  const tested = value !== null && !(unit === 'money' && low === null);
  return `${said(other.value, unit)}${tested && !other.clear ? ' (no clear difference)' : ''}`;
}

/** Of one group its shares now and before; of several the first share that all of them have. */
function figureChart(groups: readonly Group[], when: string): AnswerChart | undefined {
  const [only] = groups;
  if (groups.length === 1 && only) {
    const shares = only.figures.filter(
      (figure) =>
        figure.unit === 'share' && figure.value !== null && typeof figure.before?.value === 'number',
    );
    if (shares.length < 2) return undefined;
    return {
      title: `Shares, ${when}`,
      kind: 'bar',
      unit: '%',
      categories: shares.map(({ title }) => title),
      series: [
        { name: 'Now', values: shares.map(({ value }) => percent(value ?? 0)) },
        { name: 'Before', values: shares.map(({ before }) => percent(before?.value ?? 0)) },
      ],
    };
  }
  const metric = ['click', 'progression', 'engagement'].find(
    (id) => groups.filter(({ figures }) => shareOf(figures, id) !== null).length > 1,
  );
  if (metric === undefined) return undefined;
  const with_ = groups.filter(({ figures }) => shareOf(figures, metric) !== null);
  const title = with_[0]?.figures.find((figure) => figure.metric === metric)?.title ?? metric;
  return barsOf(
    `${title}, ${when}`,
    '%',
    with_.map(({ name, figures }) => [name, percent(shareOf(figures, metric) ?? 0)]),
  );
}

function isKnownShare({ unit, value }: ShownFigure): boolean {
  return unit === 'share' && value !== null;
}

function shareOf(figures: readonly ShownFigure[], metric: string): number | null {
  const found = figures.find((figure) => figure.metric === metric && figure.unit === 'share');
  return found?.value ?? null;
}

type Funnel = NonNullable<PerformanceShown['funnels']>[number];

function funnelFigures({ name, steps }: Funnel, when: string): AnswerFigures {
  return {
    table: {
      caption: `Funnel of ${name}, ${when}`,
      columns: ['Step', 'Leads', 'Lost since the step before'],
      rows: steps.map((step) => [
        step.name,
        count(step.count),
        step.lost === null ? null : said(step.lost, 'share'),
      ]),
    },
    chart: barsOf(
      `Funnel of ${name}`,
      'leads',
      steps.map((step) => [step.name, step.count]),
    ),
  };
}

function cohortTable({ stage, rows }: NonNullable<PerformanceShown['cohorts']>, when: string): AnswerFigures {
  const weeks = Math.min(12, Math.max(0, ...rows.map(({ reached }) => reached.length)));
  if (rows.length === 0) return {};
  return {
    table: {
      caption: `Leads that reached ${stage} by weeks since they came, ${when}`,
      columns: ['Came', 'Leads', ...Array.from({ length: weeks }, (_, n) => `Week ${n + 1}`)],
      rows: rows.map(({ from, leads, reached }) => [
        from.slice(0, 10),
        count(leads),
        ...Array.from({ length: weeks }, (_, n) => (reached[n] === undefined ? null : count(reached[n]))),
      ]),
    },
  };
}

function credit(value: number | undefined): Cell {
  return value === undefined ? null : { value, said: value.toFixed(1) };
}

function barsOf(
  title: string,
  unit: string,
  bars: readonly (readonly [string, number])[],
): AnswerChart | undefined {
  if (bars.length < 2) return undefined;
  return {
    title,
    kind: 'bar',
    unit,
    categories: bars.map(([name]) => name),
    series: [{ name: 'Now', values: bars.map(([, value]) => value) }],
  };
}

const percent = (share: number) => Math.round(share * 1000) / 10;
