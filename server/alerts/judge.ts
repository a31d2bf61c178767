import { inUnit } from '../../engine/analytics/metrics/words.ts';
import { compareShares } from '../../engine/analytics/statistics/compare-shares.ts';
import { differenceOf } from '../../engine/analytics/statistics/newcombe.ts';
import { minimumSample, type Share, wilsonInterval } from '../../engine/analytics/statistics/wilson.ts';
import { usualThresholds } from './thresholds.ts';

/** Whether something is to be warned of; `unknown` where there is too little to say, and then nothing changes. */
export interface Judgement {
  /** Which connector; empty where there is one matter. */
  subject: string;
  so: boolean | 'unknown';
  /** Why, in sentences, each with its numbers. */
  words: string[];
}

/** How it stood before this look, and from where on it matters. */
export interface Judging {
  open: boolean;
  /** Of the person who wants to be warned; undefined: as usual. */
  threshold?: number | undefined;
}

/**
 * As surely as this must a difference be no chance before it is told: it is looked at four times a day for years. And this
 * chance may be until it counts as recovered, so that an alert does not come and go.
 */
const surely = 0.005;
const recovered = 0.05;
export interface ClicksMeasure {
  /** Emails delivered in the week, and those clicked within two days. */
  now: Share;
  /** Of the four weeks before. */
  before: Share;
}

const share = (value: number) => inUnit(value, 'share');
const counted = (n: number) => n.toLocaleString('en');
const made = ({ numerator, denominator }: Share) => `${counted(numerator)} of ${counted(denominator)}`;

/** Whether clearly fewer emails are clicked than before. */
export function judgeClicks({ now, before }: ClicksMeasure, { open, threshold }: Judging): Judgement {
  const least = threshold ?? usualThresholds.clicks;
  const words = [
    `Of the emails delivered in the week up to two days ago ${made(now)} were clicked within two days; in the four weeks before it were ${made(before)}.`,
  ];
  if (now.denominator < minimumSample || before.denominator < minimumSample || before.numerator === 0)
    return { subject: '', so: 'unknown', words };
  const rate = now.numerator / now.denominator;
  const fall = 1 - rate / (before.numerator / before.denominator);
  const p = compareShares(now, before);
  const difference = differenceOf(before, now);
  if (difference && fall > 0)
    words.push(
      `That is ${share(fall)} fewer, and hardly chance: the share fell by ${points(difference.low)} to ${points(difference.high)} points (95 % interval, p ${pWords(p)}).`,
    );
  const so = open ? !(p >= recovered || fall < least / 2) : p < surely && fall >= least;
  return {
    subject: '',
    so,
    words: so
      ? words
      : [
          `Of the emails delivered in the week up to two days ago ${made(now)} were clicked within two days (${share(rate)}), which is not clearly less than before any more.`,
        ],
  };
}

export interface FailedMeasure {
  /** Emails settled in the last 24 hours, and those of them that failed or are in doubt. */
  now: Share;
  /** Of the four weeks before. */
  before: Share;
}

/** Below this many a single address would be an alert. */
const leastFailed = 3;

/** Whether clearly more emails fail than before; where there is no before, than are borne. */
export function judgeFailed({ now, before }: FailedMeasure, { open, threshold }: Judging): Judgement {
  const least = threshold ?? usualThresholds.failed_sends;
  const rate = now.denominator === 0 ? 0 : now.numerator / now.denominator;
  const words = [
    `Of the emails settled in the last 24 hours ${made(now)} failed or are in doubt${before.denominator > 0 ? `; in the four weeks before it were ${made(before)}` : ''}.`,
  ];
  if (open) return { subject: '', so: now.numerator > 0 && rate >= least / 2, words };
  const known = before.denominator >= minimumSample;
  const beforeRate = known ? before.numerator / before.denominator : 0;
  const clear = known
    ? rate > beforeRate && compareShares(now, before) < surely
    : wilsonInterval(now).low > least;
  const so = now.numerator >= leastFailed && rate >= least && clear;
  if (so)
    words.push(
      `That is ${share(rate)}, clearly more than ${known ? 'before' : `the ${share(least)} that is borne`}.`,
    );
  return { subject: '', so, words };
}

export interface StuckMeasure {
  /** Leads for which deciding failed. */
  parked: number;
  /** Leads whose next step has been due for more than an hour. */
  overdue: number;
}

/** Whether leads go no further. */
export function judgeStuck({ parked, overdue }: StuckMeasure, { threshold }: Judging): Judgement {
  const least = threshold ?? usualThresholds.stuck;
  const leads = (n: number) => (n === 1 ? '1 lead' : `${counted(n)} leads`);
  const so = parked + overdue >= least;
  return {
    subject: '',
    so,
    words: so
      ? [
          ...(parked > 0 ? [`${leads(parked)} went no further because deciding for them failed.`] : []),
          ...(overdue > 0 ? [`For ${leads(overdue)} the next step has been due for more than an hour.`] : []),
        ]
      : [
          parked + overdue === 0
            ? 'No lead is stuck any more.'
            : `Only ${leads(parked + overdue)} of them are stuck still.`,
        ],
  };
}

/** What was found of one connector. */
export interface ConnectorState {
  /** `email`, `model`, `embedding`, `slack`, `webhook ID`. */
  connector: string;
  /** Looks in a row that failed. */
  failures: number;
  since: number;
  words: string;
}

/** Whether each connector is down: not at one failed look, since every network fails at times. */
export function judgeConnectors(states: readonly ConnectorState[], { threshold }: Judging): Judgement[] {
  const least = threshold ?? usualThresholds.connectors;
  return states.map(({ connector, failures, words }) => ({
    subject: connector,
    so: failures >= least,
    words: [failures > 0 ? words : `${connectorName(connector)} answers again.`],
  }));
}

/** As a sentence begins with it. */
export function connectorName(connector: string): string {
  if (connector.startsWith('webhook ')) return `The webhook ${connector.slice(8)}`;
  const names: Readonly<Record<string, string>> = {
    email: 'The SMTP server',
    model: 'The language model',
    embedding: 'The embedding endpoint',
    slack: 'Slack',
  };
  return names[connector] ?? connector;
}

function points(value: number): string {
  return (value * 100).toFixed(Math.abs(value) < 0.1 ? 1 : 0);
}

function pWords(p: number): string {
  return p < 0.0001 ? '< 0.0001' : p.toFixed(4).replace(/0+$/, '');
}
