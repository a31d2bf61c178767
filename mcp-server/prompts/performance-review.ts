import { definePrompt } from './prompt.ts';
import { brief, section, steps, together } from './sections.ts';

export const performanceReview = definePrompt({
  name: 'performance_review',
  title: 'Performance review',
  description:
    'How nurturing did in a period against the one before: funnel, emails, content, segments, and what to change.',
  arguments: {
    period: {
      description: 'Which time',
      words: ['last 30 days', 'last month', 'last quarter', 'last 90 days', 'this year'],
    },
    track: { description: 'One track; all if left out', live: { of: 'track' } },
    segment: { description: 'Only leads of this segment', live: { of: 'segment' } },
  },
  text({ period = 'last 30 days', track, segment }) {
    const narrowed = [`period “${period}”`, track && `track ${track}`, segment && `segment ${segment}`]
      .filter(Boolean)
      .join(', ');
    return together(
      `Review how nurturing did: ${narrowed}.`,
      brief({ period, track, segment }),
      steps([
        `Call analyse_performance about overview (${narrowed}), then about funnel: which stage do leads leave, and where do they wait longest?`,
        'About emails and content: clicks, downloads, demo requests and meetings by stage; opens only as a trend. Which pieces move leads on, and which are ignored?',
        'About segments: large and small companies side by side, in days of nurturing, pieces read, and share that moves on.',
        'About cohorts, pipeline and attribution: what came of it in sales. Attribution is associative; only an experiment or the hold-out may be called the cause.',
        'About deliverability and holds: bounces, complaints, unsubscriptions, and what waits for what reason.',
        'Call read_experiments: verdicts as they stand, none before its time.',
        'About opportunities: what the figures suggest, with the evidence. For the one or two that matter most call propose_change with opportunity and only_plan, and show what it would do; file it if the person says so.',
      ]),
      section('How to say it', [
        'Begin with the answer in three sentences: better or worse than the period before, why, what to do.',
        'Every share with its numerator and denominator; where there is not enough data, say that instead of a figure.',
        'Compare with our own past, not with figures of others. Give the address of the page behind each figure.',
        'A change in a small group may be chance: say how sure it is.',
      ]),
    );
  },
});
