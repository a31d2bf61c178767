import type { Plan, PlanBacktest } from './types.ts';

const numbers = new Intl.NumberFormat('en-US');
const dayMs = 86_400_000;

/**
 * What the change would have done in the recorded past, one line each, the same on every face; none when the plan
 * carries no backtest. Two figures stand where the answers to emails that were never sent matter: nobody opens them,
 * and as many do as of comparable emails.
 */
export function backtestWords({ backtest }: Pick<Plan, 'backtest'>): string[] {
  if (!backtest) return [];
  const { from, to, leads, of, changed, figures } = backtest;
  const days = Math.round((to - from) / dayMs);
  const whom = leads === of ? counted(leads, 'lead') : `${count(leads)} of ${counted(of, 'lead')}`;
  const period = `Run over the last ${days} days for ${whom}`;
  if (leads === 0) return [`${period}: nothing is recorded yet`];
  if (changed === 0) return [`${period}: nobody would have gone another way`];
  const differing = figures.filter(({ base, proposed }) => proposed.some((value) => value !== base));
  return [
    `${period}: ${counted(changed, 'lead')} would have gone another way`,
    ...differing.map(figureWords),
  ];
}

type Figure = PlanBacktest['figures'][number];

function figureWords({ of, base, proposed: [none, observed], recorded }: Figure): string {
  const [low, high] = none < observed ? [none, observed] : [observed, none];
  const predicted = low === high ? count(low) : `${count(low)} to ${count(high)}`;
  const error = recorded === base ? 'as really happened' : `${count(recorded)} really happened`;
  return `${names[of]}: ${predicted} instead of ${count(base)} (${error})`;
}

const names: Readonly<Record<Figure['of'], string>> = {
  emails: 'Emails sent',
  enrolments: 'Track enrolments',
  goals: 'Goals reached',
  mql: 'Leads become MQL',
  sql: 'Leads become SQL',
};

function count(n: number): string {
  return numbers.format(n);
}

function counted(n: number, one: string): string {
  return `${count(n)} ${n === 1 ? one : `${one}s`}`;
}
