import type { Queryable } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { HOLDOUT } from '../../program/experiment-fields.ts';
import type { Program } from '../../program/schema.ts';
import { readState } from '../facts/sql/state.ts';
import { experimentIds, experimentOf } from './experiment-of.ts';
import { type Judgement, judge, lookOf } from './judge.ts';
import { sharedSince } from './shared-since.ts';
import { selectArmDays } from './sql/select-arm-days.ts';
import { selectFirst } from './sql/select-first.ts';
import { selectTimes } from './sql/select-times.ts';
import type { ExperimentMetric, ReadableExperiment } from './types.ts';

export interface ExperimentReading extends Judgement {
  experiment: ReadableExperiment;
  /** When the first lead that counts got its arm; null: nobody has. */
  from: number | null;
  /** What happened until then counts: until the facts are made, or until it was decided. Milliseconds. */
  until: number;
  decidedAt: number | null;
  notes: string[];
}

/**
 * How an experiment stands, by the facts as they are made. `metric`: to judge by, of what nobody declared. Throws
 * `experiment.unknown` and `experiment.metric`. Reads only.
 */
export async function readExperiment(
  db: Queryable,
  {
    program,
    id,
    ...given
  }: { program: Program; id: string; metric?: ExperimentMetric | undefined; asOf?: number },
): Promise<ExperimentReading> {
  const experiment = judgedBy(experimentOf(program, id), given.metric);
  const asOf = given.asOf ?? (await readState(db)).asOf ?? 0;
  const { from: since, decidedAt } = await sharedSince(db, experiment);
  const until = Math.min(asOf, decidedAt ?? asOf);
  const { windowMs, metric, tracks } = experiment;
  const asked = { experiment: id, from: since ?? 0, until, windowMs, metric, tracks };
  const from = await selectFirst(db, asked);
  // Most splits of a large program may be of tracks that nobody is on: those cost nothing.
  const rows = from === null ? [] : await selectArmDays(db, asked);
  const span = { from: from ?? until, until };
  const isAboutTime = metric === 'time-to-sql' && from !== null;
  const lookedAt = isAboutTime ? lookOf(experiment, rows, span) : null;
  const times = isAboutTime && {
    now: await selectTimes(db, asked),
    looked: lookedAt === null ? null : await selectTimes(db, { ...asked, until: lookedAt }),
  };
  const judgement = judge(experiment, rows, span, times || undefined);
  return {
    experiment,
    from,
    until,
    decidedAt,
    ...judgement,
    notes: [
      ...(asOf === 0 ? ['Nothing is counted yet: the server counts the log in the background.'] : []),
      ...notesOf(experiment, since, from),
    ],
  };
}

/** Whoever may choose the metric when the figures are there finds one that says what they like. */
function judgedBy(experiment: ReadableExperiment, metric: ExperimentMetric | undefined): ReadableExperiment {
  if (metric === undefined || metric === experiment.metric) return experiment;
  if (experiment.declared)
    throw new TrellisError(
      'experiment.metric',
      `"${experiment.id}" was declared to be judged by ${experiment.metric}; another metric needs another experiment.`,
    );
  return { ...experiment, metric };
}

/** All that the program has, by id. */
export async function readExperiments(db: Queryable, program: Program): Promise<ExperimentReading[]> {
  const readings: ExperimentReading[] = [];
  for (const id of experimentIds(program)) readings.push(await readExperiment(db, { program, id }));
  return readings;
}

function notesOf(
  { id, declared, arms, metric }: ReadableExperiment,
  since: number | null,
  from: number | null,
): string[] {
  return [
    'A lead counts in the arm it first had, whatever became of it then.',
    'The p of one look counts the leads of the planned day; the always-valid one allows for looking every day. Of all experiments without any difference the two together call at most 5 % better or worse; alarms of guardrails have 5 % of their own.',
    ...(arms.length > 2 ? ['p and intervals are corrected for the number of arms (Bonferroni).'] : []),
    ...(metric === 'time-to-sql'
      ? ['Times are tested once, on the planned day; there is no always-valid test of them here.']
      : []),
    ...(since !== null && from !== null
      ? [
          `Counted are leads that got their arm since ${new Date(since).toISOString().slice(0, 10)}, when the arms last changed.`,
        ]
      : []),
    ...(declared ? [] : [undeclared(id)]),
  ];
}

function undeclared(id: string): string {
  return id === HOLDOUT
    ? 'What nurturing does: leads were held by chance, so a difference is its effect, not only with it.'
    : 'Nobody declared it: read by defaults. Declare it under "experiments" to choose metric and control.';
}
