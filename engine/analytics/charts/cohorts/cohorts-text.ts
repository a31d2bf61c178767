import { count } from '../../metrics/words.ts';
import { minimumSample } from '../../statistics/wilson.ts';
import { shorten } from '../labels.ts';
import { percent } from '../numbers.ts';
import type { Cohort, CohortsData } from './cohorts-data.ts';

/** How many weeks all of a cohort had, and the share by then; `undefined`: not enough data. */
export function lastOf({ size, shares }: Cohort): { week: number; share: number } | undefined {
  const end = shares.indexOf(null);
  const week = end < 0 ? shares.length : end;
  const share = shares[week - 1];
  return typeof share === 'number' && size >= minimumSample ? { week, share } : undefined;
}

/** What the cohorts show, in one sentence. */
export function cohortsText({ title, unit, reached, cohorts }: CohortsData): string {
  const each = cohorts.map((cohort) => {
    const last = lastOf(cohort);
    const said = last ? `${percent(last.share)} had ${reached} after ${weeks(last.week)}` : 'not enough data';
    return `of ${count(cohort.size)} ${unit} of ${cohort.name} ${said}`.replace(
      /(of .*) not enough/,
      '$1: not enough',
    );
  });
  return shorten(`Cohort curves. ${title}: ${each.join('; ') || 'not enough data'}.`, 2_000);
}

const weeks = (n: number) => `${n} ${n === 1 ? 'week' : 'weeks'}`;
