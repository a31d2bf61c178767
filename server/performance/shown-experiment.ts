import type { ExperimentView } from '../../console/performance/experiments.ts';
import type { ExperimentReading } from '../../engine/analytics/experiments/read-experiment.ts';
import { points, pText } from '../../engine/analytics/experiments/verdict.ts';
import { count, inUnit } from '../../engine/analytics/metrics/words.ts';
import { metricWords } from '../../engine/analytics/report/data/experiment-data.ts';
import { capital } from '../../engine/analytics/report/plain-words.ts';

type Shown = Omit<
  ExperimentView,
  'chart' | 'action' | 'mayPropose' | 'person' | 'open' | 'halts' | 'returned'
>;
type Arm = ExperimentReading['arms'][number];

/** Where an experiment is, in a word. */
export function experimentState({ experiment, verdict }: ExperimentReading): string {
  if (experiment.decided !== undefined) return 'decided';
  return verdict.kind === 'broken' || verdict.kind === 'guardrail' ? verdict.kind : 'running';
}

/** A reading in words. */
export function shownExperiment(reading: ExperimentReading): Shown {
  const { experiment, arms, verdict, requirements, notes, ratio } = reading;
  const { leads, days } = requirements;
  return {
    title: experiment.title,
    state: experimentState(reading),
    hypothesis: experiment.hypothesis,
    meta: [
      ...(experiment.element === null ? [] : [experiment.element.replaceAll('-', ' ')]),
      metricWords(experiment.metric),
      `within ${inUnit(experiment.windowMs / 86_400_000, 'days')}`,
    ],
    verdict: verdictWords(verdict),
    next: withoutCommand(verdict.next),
    requirements: [
      `${count(leads.have)} leads in the smallest arm; ${count(leads.need)} are needed`,
      `${count(days.have)} days; ${count(days.need)} are needed, one whole track`,
      ratio.mismatch
        ? `The arms are not shared out as planned (p ${pText(ratio.p)}): nothing can be concluded`
        : 'The arms are shared out as planned',
    ],
    arms: arms.map((arm) => ({
      id: arm.id,
      title: arm.title,
      control: arm.control,
      leads: `${count(arm.exposed)} leads`,
      ...outcomeOf(arm),
      against: againstWords(arm),
      guardrails: guardrailWords(arm),
      ...(experiment.declared &&
        experiment.decided !== arm.id && {
          decision: arm.control ? `Stop: keep ${arm.title}` : `Promote ${arm.title}`,
        }),
    })),
    notes,
  };
}

/** A sentence that may begin with an arm's id, which is written as it is. */
function verdictWords({ arm, words }: ExperimentReading['verdict']): string {
  return arm !== undefined && words.startsWith(`${arm} `) ? words : capital(words);
}

/** A page has a form for what a terminal has a command for. */
function withoutCommand(next: string): string {
  const said = next.replace(/:? \(?trellis experiments decide \S+ [^\s),]+\)?/g, '');
  return said.endsWith('.') ? said : `${said}.`;
}

function outcomeOf({ outcome, days }: Arm): { outcome: string; base: string } {
  const base = `${count(outcome.numerator)} of ${count(outcome.denominator)}`;
  if (days) return { outcome: days.median === null ? 'not enough data' : inUnit(days.median, 'days'), base };
  return { outcome: outcome.rate === null ? 'not enough data' : inUnit(outcome.rate, 'share'), base };
}

function againstWords({ control, against }: Arm): string {
  if (control) return '';
  if (!against || against.difference === null) return 'nothing to compare yet';
  const { difference, low, high, shown, alwaysValid } = against;
  const range = low === null || high === null ? '' : ` (${points(low)} to ${points(high)})`;
  const sure = alwaysValid ? `, always-valid p ${pText(alwaysValid.p)}` : '';
  return `${points(difference)} points${range}${sure}: ${shown ?? 'not shown to differ'}`;
}

function guardrailWords({ guardrails }: Arm): string {
  return guardrails
    .map(
      ({ guardrail, numerator, denominator, alarm }) =>
        `${guardrail} ${count(numerator)} of ${count(denominator)}${alarm ? ' (alarm)' : ''}`,
    )
    .join(', ');
}
