import type { ExperimentData } from '../../charts/experiment/experiment-data.ts';
import type { ExperimentReading } from '../../experiments/read-experiment.ts';
import { capital } from '../plain-words.ts';

/** An experiment as it is drawn: its arms, and how the difference went while it ran. */
export function experimentData({ experiment, arms, verdict }: ExperimentReading): ExperimentData {
  const isAboutTime = arms.some(({ days }) => days);
  return {
    title: experiment.title,
    metric: metricWords(experiment.metric),
    unit: isAboutTime ? 'days' : 'share',
    verdict: `${verdict.words}.`,
    arms: arms.map(({ id, control, exposed, outcome, days }) => ({
      name: id,
      control,
      leads: exposed,
      ...(days
        ? { value: days.median, low: days.low, high: days.high }
        : { value: outcome.rate, low: outcome.low, high: outcome.high }),
    })),
    minimum: experiment.leadsPerArm,
    differences: arms.flatMap(({ id, against }) =>
      against && against.byDay.length > 0 ? [{ arm: id, points: against.byDay }] : [],
    ),
  };
}

/** What an experiment looks at, in words. */
export function metricWords(metric: ExperimentReading['experiment']['metric']): string {
  const words = metric.replaceAll('-', ' ').replace(/\bsql\b/, 'SQL');
  return metric === 'time-to-sql' ? capital(words) : `Share of leads with ${words}`;
}
