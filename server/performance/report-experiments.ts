import { experiment as drawExperiment } from '../../engine/analytics/charts/experiment/experiment.ts';
import { readExperiments } from '../../engine/analytics/experiments/read-experiment.ts';
import type { ReportChart } from '../../engine/analytics/report/charts-section.ts';
import { experimentData } from '../../engine/analytics/report/data/experiment-data.ts';
import type { ReportExperiment } from '../../engine/analytics/report/report-input.ts';
import type { Program } from '../../engine/program/schema.ts';
import type { Installation } from '../installation.ts';
import { drawnFor } from './report-charts.ts';
import { shownExperiment } from './shown-experiment.ts';

/** Of so many the arms are drawn; all are told of. */
const mostDrawn = 4;

/** The experiments of the program with what may be concluded from each. */
export async function reportExperiments(
  { db }: Installation,
  program: Program,
  dark: boolean,
): Promise<{ told: ReportExperiment[]; charts: ReportChart[] }> {
  const readings = await readExperiments(db, program);
  const kindOf = (id: string) => `experiment:${id}`;
  const drawn = readings.filter(({ verdict }) => verdict.kind !== 'empty').slice(0, mostDrawn);
  return {
    told: readings.map((reading) => {
      const { title, state, verdict, next, arms } = shownExperiment(reading);
      return {
        title,
        status: state,
        verdict: `${verdict}. ${next}`,
        lines: arms.map(
          (arm) =>
            `${arm.title}: ${arm.outcome} (${arm.base}; ${arm.leads})${arm.against && `, ${arm.against}`}`,
        ),
        ...(drawn.includes(reading) && { chart: kindOf(reading.experiment.id) }),
      };
    }),
    charts: await Promise.all(
      drawn.map((reading) =>
        drawnFor(
          kindOf(reading.experiment.id),
          (look) => drawExperiment(experimentData(reading), look),
          dark,
        ),
      ),
    ),
  };
}
