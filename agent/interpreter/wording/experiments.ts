import type { z } from 'zod';
import { inUnit } from '../../../engine/analytics/metrics/words.ts';
import type { readExperimentsTool } from '../../../tools/read-experiments.ts';
import { rateWords } from '../../../tools/support/rate-words.ts';
import { plural } from './figures.ts';
import { instantWords } from './instants.ts';

type Output = z.output<typeof readExperimentsTool.output>;
type Experiment = Output['experiments'][number];
type Arm = NonNullable<Experiment['arms']>[number];

/** A plan, one experiment with its arms, or all with their verdicts. */
export function experimentsWords({ experiments, plan, notes }: Output): string {
  if (plan) return [planWords(plan), notes.join(' ')].join('\n\n');
  const [first] = experiments;
  if (!first)
    return 'The program has no experiments, splits or hold-out. “How many leads do I need to test a subject line?” plans one.';
  if (first.arms) return [oneWords(first), notes.join(' ')].filter((part) => part !== '').join('\n\n');
  return [
    'Experiments:',
    ...experiments.map((one) => `- ${one.title} (${one.id}): ${standing(one)}`),
    'Ask for one of them to see its arms.',
  ].join('\n');
}

function oneWords(experiment: Experiment): string {
  const {
    title,
    hypothesis,
    metric,
    window_days,
    counted_until,
    next,
    arms = [],
    kind,
    arm,
    decided,
  } = experiment;
  const decide = kind === 'better' && arm !== undefined && decided === undefined;
  return [
    `${title}: ${standing(experiment)}. ${decide ? `Say “promote ${arm}” to have that proposed.` : next}`,
    arms.map((one) => `- ${armWords(one)}`).join('\n'),
    `By ${metric} within ${plural(window_days, 'day')}; counted until ${instantWords(counted_until)}.${hypothesis ? ` Expected was: ${hypothesis}` : ''}`,
  ].join('\n\n');
}

function standing({ verdict, decided }: Experiment): string {
  return decided === undefined ? verdict : `decided for ${decided}; before that ${verdict}`;
}

function armWords({ id, title, control, leads, outcome, days, difference, alarms }: Arm): string {
  const did =
    days === undefined ? rateWords(outcome) : `median ${days === null ? 'open' : inUnit(days, 'days')}`;
  const against =
    difference?.value == null || difference.low === null || difference.high === null
      ? ''
      : `, ${points(difference.value)} points against the control (${points(difference.low)} to ${points(difference.high)})`;
  return `${title} (${id}${control ? ', control' : ''}): ${plural(leads, 'lead')}; ${did}${against}${alarms.length > 0 ? `; worse: ${alarms.join(', ')}` : ''}`;
}

function planWords({
  metric,
  rate,
  leads_per_week,
  window_days,
  for_effect,
  within,
  arms,
  track,
}: NonNullable<Output['plan']>) {
  const head = `Now ${metric} within ${plural(window_days, 'day')} is ${rateWords(rate)}, and ${leads_per_week} leads a week come.`;
  const effect = for_effect
    ? `To find ${points(for_effect.effect)} points, each of ${arms} arms needs ${for_effect.leads_per_arm} leads: ${for_effect.days === null ? 'nobody can say how long that takes' : `${plural(for_effect.days, 'day')}`}.`
    : `How many leads each of ${arms} arms needs depends on the effect you want to find; say it in points, such as “2 points”.`;
  const lines = within.map(
    ({ days, leads_per_arm, effect: smallest }) =>
      `- ${plural(days, 'day')}: ${leads_per_arm} leads an arm, ${smallest === null ? 'too few to show anything' : `shows ${points(smallest)} points or more`}`,
  );
  if (rate.rate === null)
    return `${head} ${track === undefined ? 'Without a rate nothing can be planned; name a track, which has a shorter cycle: “how many leads to test a subject line on the SMB fast track”.' : 'Without a rate nothing can be planned.'}`;
  return [head, effect, `Read after:\n${lines.join('\n')}`].join('\n\n');
}

function points(share: number): string {
  const text = (share * 100).toFixed(1).replace(/\.0$/, '');
  return share > 0 ? `+${text}` : text;
}
