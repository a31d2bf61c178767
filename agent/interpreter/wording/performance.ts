import type { z } from 'zod';
import { rateWords } from '../../../tools/support/rate-words.ts';
import type { trackPerformanceTool } from '../../../tools/track-performance.ts';
import { periodWords, plural } from './figures.ts';

type Output = z.output<typeof trackPerformanceTool.output>;
type Figures = Output['period'];

export function performanceWords({ title, period, before, steps, notes }: Output): string {
  const sent = steps.filter((step) => step.sent > 0);
  return [
    `${title}, ${periodWords(period.from, period.to)}:\n${figureLines(period).join('\n')}`,
    ...(sent.length > 0
      ? [
          `By email:\n${sent.map((step) => `- ${step.title}${step.in_program ? '' : ' (no longer in the program)'}: ${step.sent} sent, clicks ${rateWords(step.clicks)}, opens ${rateWords(step.opens)}`).join('\n')}`,
        ]
      : []),
    `Before, ${periodWords(before.from, before.to)}:\n${figureLines(before).join('\n')}`,
    notes.join(' '),
  ].join('\n\n');
}

/** Several tracks side by side, a line each. */
export function comparisonWords(outputs: readonly Output[]): string {
  const [first] = outputs;
  if (!first) return '';
  const lines = outputs.map(
    ({ title, period }) =>
      `- ${title}: enrolled ${period.enrolled}, active ${period.active_at_end}, goal ${rateWords(period.goal_reached)}, ${plural(period.emails.sent, 'email')} sent, clicks ${rateWords(period.emails.clicks)}`,
  );
  return [
    `Tracks, ${periodWords(first.period.from, first.period.to)}:`,
    ...lines,
    'Ask for one of them to see its emails and the period before.',
  ].join('\n');
}

function figureLines(figures: Figures): string[] {
  const { goal = 0, ...otherwise } = figures.ended;
  const ended = Object.entries(otherwise).map(([reason, n]) => `${n} ${reason}`);
  const moves = Object.entries(figures.stage_moves.journey).map(
    ([move, n]) => `${n} ${move.replace('>', ' to ')}`,
  );
  return [
    `- goal reached so far by the leads enrolled in the period: ${rateWords(figures.goal_reached)}; ${figures.cohort.still_active} still active, ${figures.cohort.ended_otherwise} ended otherwise`,
    `- in the period, whenever enrolled: ${goal} reached the goal; ${figures.enrolled} enrolled; ${figures.active_at_end} active at its end${ended.length > 0 ? `; ended otherwise: ${ended.join(', ')}` : ''}`,
    `- ${plural(figures.emails.sent, 'email')} sent, ${figures.emails.delivered} delivered; clicked ${rateWords(figures.emails.clicks)}; opened ${rateWords(figures.emails.opens)}`,
    `- ${plural(figures.downloads, 'download')}; stage moves: ${moves.length > 0 ? moves.join(', ') : 'none'}; unsubscribes ${rateWords(figures.unsubscribes)}`,
  ];
}
