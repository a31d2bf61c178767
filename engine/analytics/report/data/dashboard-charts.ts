import type { BarsData } from '../../charts/bars/bars-data.ts';
import type { CohortsData } from '../../charts/cohorts/cohorts-data.ts';
import type { FunnelData } from '../../charts/funnel/funnel-data.ts';
import type { ContentFigures, Dashboard } from '../../metrics/dashboard.ts';
import { count } from '../../metrics/words.ts';
import { periodWords } from '../period-words.ts';
import { capital } from '../plain-words.ts';

/** Stages that are written in capitals; all others are words. */
const short = new Set(['mql', 'sql']);

/** A stage as people say it: MQL, Customer. */
export function stageTitle(stage: string): string {
  return short.has(stage) ? stage.toUpperCase() : capital(stage);
}

/** How far those came who came in the period. */
export function funnelData({ funnel, period }: Dashboard): FunnelData {
  return {
    title: `Leads that came ${periodWords(period)}, and how far they are`,
    unit: 'leads',
    stages: funnel.lifecycle.map(({ id, count }) => ({ name: stageTitle(id), count })),
  };
}

/** Of those who came in one week or month, what share had become what by the week since. */
export function cohortsData({ cohorts: { step, stage, cohorts } }: Dashboard): CohortsData {
  return {
    title: `Leads that became ${stageTitle(stage)}, by the ${step} they came`,
    unit: 'leads',
    reached: `become ${stageTitle(stage)}`,
    cohorts: cohorts.map(({ from, leads, reached }) => ({
      name: step === 'month' ? month.format(from) : day.format(from),
      size: leads,
      shares: reached.map((count) => (leads === 0 ? null : count / leads)),
    })),
  };
}

/** The best content and what is clearly below the rest, by the click rate that both are found by. */
export function itemsData({ content, period }: Dashboard, titles: ReadonlyMap<string, string>): BarsData {
  const bar = ({ item, engagement }: ContentFigures, marked: boolean) => ({
    name: titles.get(item) ?? item,
    value: engagement.value,
    low: engagement.low,
    high: engagement.high,
    note: `${count(engagement.numerator)} of ${count(engagement.denominator)}`,
    marked,
  });
  return {
    title: `Clicks on emails with it, ${periodWords(period)}`,
    subtitle: `Share of the emails delivered.${content.under.length > 0 ? ' ↓ clearly below the library.' : ''}`,
    unit: 'share',
    bars: [...content.top.map((one) => bar(one, false)), ...content.under.map((one) => bar(one, true))],
  };
}

/** Why sends were held or dropped, the most frequent reason first. */
export function heldData({ held, period }: Dashboard): BarsData {
  return {
    title: `Sends held or dropped, ${periodWords(period)}`,
    subtitle: 'Number of sends, each once a reason, and of how many leads.',
    unit: 'count',
    bars: held.map(({ what, reason, sends, leads }) => ({
      name: `${capital(reason.replaceAll('_', ' '))}, ${what === 'hold' ? 'held' : 'dropped'}`,
      value: sends,
      low: null,
      high: null,
      note: `${count(leads)} ${leads === 1 ? 'lead' : 'leads'}`,
    })),
  };
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
