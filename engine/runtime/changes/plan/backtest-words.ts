import { count, counted } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import { dayMs } from '../../../program/duration.ts';
import type { Plan } from '../types.ts';
import { pathWords } from './path-words.ts';
import type { Compared, DatesCompared, PlanBacktest } from './plan-backtest.ts';
import type { PlanSection } from './plan-section.ts';

/** Tracks, segments and reasons that are named; the others are counted. */
const mostNamed = 6;

/**
 * What the change would have done in the recorded past, one line each, the same on every face; none when the plan
 * carries no backtest. Two figures stand where the answers to emails that were never sent matter: nobody opens them,
 * and as many do as of comparable emails.
 */
export function backtestWords({ backtest }: Pick<Plan, 'backtest'>): string[] {
  if (!backtest) return [];
  const { from, to, leads, of, changed, figures } = backtest;
  const { held = [], dates = [] } = backtest;
  const days = Math.round((to - from) / dayMs);
  const whom = leads === of ? counted(leads, 'lead') : `${count(leads)} of ${counted(of, 'lead')}`;
  const period = `Run over the last ${days} days for ${whom}`;
  if (leads === 0) return [`${period}: nothing is recorded yet`];
  if (changed === 0) return [`${period}: nobody would have gone another way`];
  const differing = figures.filter(({ base, proposed }) => proposed.some((value) => value !== base));
  return [
    `${period}: ${counted(changed, 'lead')} would have gone another way`,
    ...differing.map(figureWords),
    ...dates.map(datesWords),
    ...heldWords(held),
  ];
}

/** What stands behind it: by track and segment, by score, and of some leads; empty where nothing differs. */
export function backtestDetails({ backtest }: Pick<Plan, 'backtest'>): PlanSection[] {
  if (!backtest || backtest.changed === 0) return [];
  const { tracks = [], segments = [], paths = [] } = backtest;
  const bySegment = segments.map(
    ({ title, segment: _, ...row }) => `In the segment ${quote(title)}: ${rowWords(row)}`,
  );
  return [
    {
      heading: 'By track and segment',
      lines: [
        ...some(
          tracks.map(({ title, track: _, ...row }) => `On ${quote(title)}: ${rowWords(row)}`),
          'track',
        ),
        ...some(bySegment, 'segment'),
      ],
    },
    { heading: 'Leads by score at the end', lines: scoresWords(backtest) },
    { heading: 'Some leads that would have gone another way', lines: paths.map(pathWords) },
  ].filter(({ lines }) => lines.length > 0);
}

/** `Held by the cap on emails: 46 instead of 49; by quiet hours: 1,940 instead of 2,029`. */
function heldWords(held: NonNullable<PlanBacktest['held']>): string[] {
  const reasons = held.map(({ reason, ...row }) => `by ${reasonWords(reason)}: ${instead(row)}`);
  return reasons.length > 0 ? [`Held ${some(reasons, 'reason to hold', 'reasons to hold').join('; ')}`] : [];
}

type Figure = PlanBacktest['figures'][number];

function figureWords({ of, recorded, ...row }: Figure): string {
  const error = recorded === row.base ? 'as really happened' : `${count(recorded)} really happened`;
  return `${figureNames[of]}: ${instead(row)} (${error})`;
}

/** What the figures of a backtest are called. */
export const figureNames: Readonly<Record<Figure['of'], string>> = {
  emails: 'Emails sent',
  enrolments: 'Track enrolments',
  goals: 'Goals reached',
  mql: 'Leads become MQL',
  sql: 'Leads become SQL',
};

/** `1,076 instead of 1,188`, or `32 to 40 instead of 36`. */
function instead({ base, proposed: [none, observed] }: Compared): string {
  const [low, high] = none < observed ? [none, observed] : [observed, none];
  const predicted = low === high ? count(low) : `${count(low)} to ${count(high)}`;
  return `${predicted} instead of ${count(base)}`;
}

function rowWords(row: Readonly<Record<string, Compared | undefined>>): string {
  return Object.entries(row)
    .flatMap(([name, value]) => (value ? [`${columns[name] ?? name} ${instead(value)}`] : []))
    .join('; ');
}

const columns: Readonly<Record<string, string>> = { held: 'times held', score: 'mean score' };

/** `When leads become MQL: 12 leads earlier, 3 leads later; the median shift is 4 days earlier`. */
function datesWords({ stage, earlier, later, new: more, gone, medianDays }: DatesCompared): string {
  const parts = [
    earlier > 0 ? `${counted(earlier, 'lead')} earlier` : '',
    later > 0 ? `${counted(later, 'lead')} later` : '',
    more > 0 ? `${counted(more, 'lead')} only with the change` : '',
    gone > 0 ? `${counted(gone, 'lead')} no more` : '',
  ];
  const median =
    medianDays === null || medianDays === 0
      ? ''
      : `; the median shift is ${daysWords(Math.abs(medianDays))} ${medianDays < 0 ? 'earlier' : 'later'}`;
  return `When leads become ${stage.toUpperCase()}: ${parts.filter((part) => part !== '').join(', ')}${median}`;
}

function daysWords(days: number): string {
  return `${count(days)} ${days === 1 ? 'day' : 'days'}`;
}

/** `50 to 74: 120 to 131 instead of 98`. */
function scoresWords({ scores = [], scoreBand = 25 }: PlanBacktest): string[] {
  return scores.map(
    ({ from, ...row }) => `${count(from)} to ${count(from + scoreBand - 1)}: ${instead(row)}`,
  );
}

function reasonWords(reason: string): string {
  return reasons[reason] ?? reason.replaceAll('_', ' ');
}

const reasons: Readonly<Record<string, string>> = {
  cap: 'the cap on emails',
  account_cap: 'the cap on emails of an account',
  gap: 'the gap between emails',
  halted: 'a halt',
  no_consent: 'missing consent',
  no_email: 'a missing address',
  suppressed: 'a suppression',
  send_window: 'the hours of sending',
  holiday: 'a holiday',
};

function some(lines: readonly string[], one: string, many = `${one}s`): string[] {
  if (lines.length <= mostNamed) return [...lines];
  return [...lines.slice(0, mostNamed), `and ${counted(lines.length - mostNamed, one, many)} more`];
}
