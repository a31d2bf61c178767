import type { CohortsData } from '../../charts/cohorts/cohorts-data.ts';
import type { FunnelData } from '../../charts/funnel/funnel-data.ts';
import type { Dashboard } from '../../metrics/dashboard.ts';
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

const month = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
