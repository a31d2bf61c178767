import { journeyStages } from '../../../program/schema.ts';
import type { Dashboard, Deliverability } from '../dashboard.ts';
import type { MetricId } from '../definitions.ts';
import { both, type Frame } from '../frame.ts';
import { figure, type Measured, share } from '../measured.ts';
import { ratesOfEmails, ratesOfStays } from '../rates.ts';
import { countBounces } from '../sql/count-bounces.ts';
import { type CountRow, countRows } from '../sql/count-rows.ts';

type Counted = Readonly<Record<string, number | string>>;
interface Counts {
  emails: CountRow<'daily_emails'>[];
  stays: CountRow<'daily_stays'>[];
}

const mailed = ['open', 'click', 'click_to_open', 'reply'] as const satisfies MetricId[];
const stayed = ['progression', 'download', 'demo_request', 'meeting', 'close'] as const satisfies MetricId[];
const delivered = ['delivery', 'bounce', 'unsubscribe', 'complaint'] as const satisfies MetricId[];

/** What leads did at all stages and at each, and what became of the emails. */
export async function engagement(
  frame: Frame,
): Promise<Pick<Dashboard, 'overall' | 'stages' | 'deliverability'>> {
  const { db, scope, comparisons } = frame;
  const { now, past } = await both(
    frame,
    async ({ period, cut }): Promise<Counts> => ({
      emails: await countRows(db, 'daily_emails', scope, { period, cut }),
      stays: await countRows(db, 'daily_stays', scope, { period, cut, kind: 'journey' }),
    }),
  );
  const figures = (metrics: readonly MetricId[], stage?: string) =>
    metrics.map((metric) => figure(metric, rate(metric, now, stage), rate(metric, past, stage), comparisons));
  const bounces: Pick<Deliverability, 'hard' | 'soft'> = await countBounces(db, scope, frame.now);
  const { stage: asked } = scope.query;
  return {
    overall: figures([...stayed, ...mailed]),
    stages: journeyStages
      .filter((stage) => asked === undefined || stage === asked)
      .map((stage) => ({ stage, figures: figures([...stayed, ...mailed], stage) })),
    deliverability: { figures: figures(delivered), ...bounces },
  };
}

function rate(metric: MetricId, { emails, stays }: Counts, stage: string | undefined): Measured {
  const ofEmails = ratesOfEmails[metric];
  const counters = ofEmails ?? ratesOfStays[metric];
  if (!counters) throw new TypeError(`${metric} is no rate of emails or stays`);
  const rows: readonly Counted[] = ofEmails ? emails : stays;
  const sum = (counter: string) =>
    rows
      .filter((row) => stage === undefined || row.stage === stage)
      .reduce((total, row) => total + Number(row[counter]), 0);
  return share(sum(counters.numerator), sum(counters.denominator));
}
