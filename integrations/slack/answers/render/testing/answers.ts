import type { ToolCallRecord } from '../../../../../agent/agent.ts';

const share = (metric: string, title: string, numerator: number, denominator: number, before: number) => ({
  metric,
  title,
  unit: 'share',
  value: numerator / denominator,
  numerator,
  denominator,
  low: numerator / denominator - 0.02,
  high: numerator / denominator + 0.02,
  before: { value: before, difference: numerator / denominator - before, clear: metric === 'click' },
});

/** What `analyse_performance` gives of a month. */
export const performance: ToolCallRecord = {
  name: 'analyse_performance',
  input: { period: 'this month' },
  output: {
    about: 'overview',
    period: { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z', words: 'this month' },
    groups: [
      {
        name: 'overall',
        figures: [
          share('progression', 'Progression rate', 409, 1203, 0.31),
          share('click', 'Click rate', 61, 1400, 0.061),
          {
            metric: 'revenue',
            title: 'Revenue',
            unit: 'money',
            value: 120_000,
            numerator: 4,
            denominator: 9,
            low: null,
            high: null,
          },
          {
            metric: 'meeting',
            title: 'Meetings',
            unit: 'share',
            value: null,
            numerator: 1,
            denominator: 3,
            low: null,
            high: null,
          },
        ],
      },
    ],
  },
};
