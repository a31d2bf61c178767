import type { BarsData } from '../bars/bars-data.ts';
import type { CohortsData } from '../cohorts/cohorts-data.ts';
import type { ComparedData } from '../compared/compared-data.ts';
import type { DistributionData } from '../distribution/distribution-data.ts';
import type { ExperimentData } from '../experiment/experiment-data.ts';
import type { FunnelData } from '../funnel/funnel-data.ts';
import type { TrackFlowData } from '../track-flow/track-flow-data.ts';
import type { TrendData } from '../trend/trend-data.ts';

/** Data of each chart as they come in a company of some size, for tests. The figures are made up. */

const funnel: FunnelData = {
  title: 'From lead to customer, October 2026',
  unit: 'leads',
  stages: [
    { name: 'Lead', count: 12_403 },
    { name: 'Marketing qualified', count: 4_060 },
    { name: 'Sales qualified', count: 1_301 },
    { name: 'Opportunity', count: 612 },
    { name: 'Customer', count: 173 },
  ],
};

const day = 86_400_000;
const monday = Date.UTC(2026, 7, 3);
/** Goes up and down in a way that is the same each time. */
const wave = (n: number, seed: number) => Math.sin(n * 1.7 + seed) * 0.5 + Math.sin(n * 0.6 + seed * 2) * 0.5;
const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const none = { value: null, low: null, high: null };

const trend: TrendData = {
  title: 'Click rate by week, with the twelve weeks before',
  unit: 'share',
  step: 'week',
  points: Array.from({ length: 12 }, (_, n) => ({
    at: monday + n * 7 * day,
    ...(n === 4 || n === 5 ? none : around(0.058 + 0.008 * wave(n, 1), 0.011)),
  })),
  before: Array.from({ length: 12 }, (_, n) => ({
    at: monday + (n - 12) * 7 * day,
    ...around(0.049 + 0.006 * wave(n, 3), 0.012),
  })),
};

const cohorts: CohortsData = {
  title: 'Leads that became sales qualified, by the month they came',
  unit: 'leads',
  reached: 'become sales qualified',
  cohorts: ['May', 'June', 'July', 'August', 'September', 'October'].map((name, n) => ({
    name,
    size: 420 + n * 61,
    shares: Array.from({ length: 12 }, (_, after) => after + 1).map((week) =>
      week > (5 - n) * 4.3 + 2 ? null : (0.16 + 0.03 * wave(n, 2)) * (1 - Math.exp(-week / (4 + (n % 3)))),
    ),
  })),
};

const step = (id: string, kind: string, title: string, reached: number, here = 0, goal = 0, left = 0) => ({
  id,
  kind,
  title,
  reached,
  here,
  goal,
  left,
});

const trackFlow: TrackFlowData = {
  title: 'How leads went through "Evaluation guide to demo"',
  unit: 'leads',
  steps: [
    step('welcome', 'email', 'Welcome, and the evaluation guide', 2_140, 0, 12, 31),
    step('w1', 'wait', '3 days', 2_097, 64, 18, 22),
    step('depth', 'split', 'Brief or detailed', 1_993),
    step('brief', 'email', 'Five questions to ask a vendor', 1_004, 0, 9, 14),
    step('detailed', 'email', 'The long checklist, with examples', 989, 0, 11, 9),
    step('w2', 'wait-for', 'Clicks the checklist, within 5 days', 1_950, 212, 44, 61),
    step('keen', 'branch', 'Visited pricing?', 1_021),
    step('roi', 'email', 'ROI calculator for your size', 1_201, 0, 61, 40),
    step('call', 'task', 'Sales: call within a day', 432, 0, 210, 18),
    step('w3', 'wait', '7 days', 1_304, 310, 52, 77),
    step('case', 'email', 'Case study of your industry', 865, 0, 38, 22),
    step('end', 'exit', 'Finished', 805, 0, 0, 805),
  ],
  ways: [
    { from: 'welcome', to: 'w1', count: 2_097 },
    { from: 'w1', to: 'depth', count: 1_993 },
    { from: 'depth', to: 'brief', count: 1_004, name: 'brief' },
    { from: 'depth', to: 'detailed', count: 989, name: 'detailed' },
    { from: 'brief', to: 'w2', count: 981 },
    { from: 'detailed', to: 'w2', count: 969 },
    { from: 'w2', to: 'keen', count: 1_021, name: 'in time' },
    { from: 'w2', to: 'roi', count: 612, name: 'too late' },
    { from: 'keen', to: 'roi', count: 589, name: 'otherwise' },
    { from: 'keen', to: 'call', count: 432, name: 'visited pricing' },
    { from: 'roi', to: 'w3', count: 1_100 },
    { from: 'call', to: 'w3', count: 204 },
    { from: 'w3', to: 'case', count: 865 },
    { from: 'case', to: 'end', count: 805 },
  ],
};

const distribution: DistributionData = {
  title: 'Days from marketing qualified to sales qualified',
  unit: 'days',
  counted: 'leads',
  bins: [12, 41, 66, 81, 74, 60, 43, 31, 22, 14, 9].map((count, n) => ({
    from: n * 10,
    ...(n < 10 && { to: n * 10 + 10 }),
    count,
  })),
  median: { value: 52, low: 48, high: 57 },
  waiting: 212,
};

const experiment: ExperimentData = {
  title: 'Does a brief email bring more replies?',
  metric: 'Reply rate',
  unit: 'share',
  verdict: 'Brief is ahead: 1.9 points more replies (0.4 to 3.5), and it holds however often one looks.',
  arms: [
    { name: 'detailed', control: true, leads: 989, value: 0.061, low: 0.048, high: 0.078 },
    { name: 'brief', leads: 1_004, value: 0.08, low: 0.065, high: 0.099 },
  ],
  minimum: 500,
  differences: [
    {
      arm: 'brief',
      points: Array.from({ length: 40 }, (_, n) => {
        const half = 0.11 / Math.sqrt(n + 1);
        const difference = 0.019 + 0.02 * (wave(n, 5) / (n / 3 + 1));
        return {
          at: Date.UTC(2026, 8, 1) + n * day,
          difference,
          low: n < 2 ? null : difference - half,
          high: n < 2 ? null : difference + half,
        };
      }),
    },
  ],
  minimumReachedAt: Date.UTC(2026, 8, 20),
};

const bars: BarsData = {
  title: 'Content by the share that moved on to the next stage',
  subtitle: 'What came after need not have come of it. ↓ clearly below the library.',
  unit: 'share',
  bars: [
    { name: 'ROI calculator', value: 0.34, low: 0.3, high: 0.38, note: '190 of 559' },
    { name: 'Implementation guide', value: 0.31, low: 0.26, high: 0.36, note: '104 of 335' },
    { name: 'Customer case studies', value: 0.28, low: 0.25, high: 0.31, note: '301 of 1,075' },
    { name: 'Generic industry report', value: 0.12, low: 0.08, high: 0.17, note: '29 of 241', marked: true },
    { name: 'Company news', value: null, low: null, high: null, note: '1 of 12' },
  ],
};

const compared: ComparedData = {
  title: 'What it would have done: the last 90 days',
  subtitle: '212 of 3,000 leads would have gone another way.',
  figures: [
    { name: 'Emails sent', base: 1_188, low: 1_076, high: 1_076 },
    { name: 'Goals reached', base: 36, low: 32, high: 40 },
    { name: 'Leads become MQL', base: 98, low: 120, high: 131 },
    { name: 'Leads become SQL', base: 0, low: 3, high: 9 },
  ],
};

export const samples = { funnel, trend, cohorts, trackFlow, distribution, experiment, bars, compared };
