import {
  experimentElements,
  experimentGuardrails,
  experimentMetrics,
} from '../../engine/program/schema/experiments.ts';
import { definePrompt } from './prompt.ts';
import { brief, proposing, section, steps } from './sections.ts';

export const abTestDesign = definePrompt({
  name: 'ab_test_design',
  title: 'Design an A/B test',
  description:
    'A hypothesis, arms, a metric, how many leads and days it takes, and the change that begins it.',
  arguments: {
    track: { description: 'Track it is tried out on', live: { of: 'track' }, required: true },
    element: { description: 'What the arms differ in', words: experimentElements, required: true },
    metric: { description: 'What decides', words: experimentMetrics },
    effect: { description: 'Smallest difference worth acting on, as “2 points” or “20 %”' },
  },
  text: ({ track = 'the track', element = 'what to try out', metric, effect }) =>
    proposing(
      `Design an experiment on the track ${track}: ${element}.`,
      brief({ track, element, metric, 'smallest difference worth acting on': effect }),
      section('What may differ', [
        'When: daily, every other day or weekly; morning (9), afternoon (2) or evening (6); Tuesday and Wednesday or Thursday and Friday; the time zone of the lead or one for all.',
        'What: problem or solution first; brief or detailed; text, visual or interactive; general, by role or by behaviour.',
        'The call to action: top, middle or bottom; its words; button, link or picture; one or several.',
        'The way: straight or branching, five emails or twelve and more; at once or later; what ends it (score, time, engagement).',
        'Scoring: weights of email against website, thresholds high or low, one sign or several, when sales gets the lead.',
      ]),
      section('What makes it count', [
        'At least 500 leads in each arm, and one full cycle of the track: Trellis gives no verdict before.',
        '95 % confidence, the metric chosen before it begins, one thing at a time.',
        `Guardrails: ${experimentGuardrails.join(', ')}; no arm may make them worse.`,
        `Metrics: ${experimentMetrics.join(', ')}. Opens decide nothing: mail programs open by themselves.`,
      ]),
      steps([
        `Call show_program with track ${track}, and read_experiments: nothing else may be tried out on the same leads.`,
        `Call read_experiments with plan (metric${metric ? ` ${metric}` : ''}, track, effect as a share): how many leads and days does it take? If that is longer than the company can wait, say what larger effect, or which other metric, could be shown.`,
        'Write the hypothesis in one sentence: what changes, for whom, what is expected, and why.',
        'Call propose_change with only_plan and edits: put experiments/ID (title, hypothesis, element, arms with weights, control, metric, guardrails), and the split in the track, or conditions that name the arm. Show the plan; then file it.',
        'Say when to look at it next (read_experiments), and that a verdict decides nothing by itself.',
      ]),
    ),
});
