import { count, counted } from '../../../program/count-words.ts';
import { quote } from '../../../program/diff/words.ts';
import type { Plan, TouchedAccounts } from '../types.ts';
import { experimentLines } from './experiments.ts';
import { scoredDays } from './past-events.ts';

/**
 * Who is affected, one line each, the same on every face; tracks go by their titles. None only where named
 * leads are enrolled and nobody else is touched. Accounts are named where `names` gives names by their ids, else counted
 * only: names are text from outside.
 */
export function populationWords(
  { population, enrolling = [], titles = {} }: Pick<Plan, 'population' | 'enrolling' | 'titles'>,
  names?: Readonly<Record<string, string>>,
): string[] {
  const { accounts } = population;
  const { entering, alsoOn = {}, repeated = {}, inFlight, leaving } = population;
  const { scored = [], thresholds = [], resumed = [], paused = [], firing = [], fitting = [] } = population;
  const name = (track: string) => quote(titles[track] ?? track);
  const lines = [
    ...Object.entries(entering).flatMap(([track, n]) => [
      `${n === 0 ? 'No lead' : counted(n, 'lead')} would enter ${name(track)} now${accountsWords(accounts?.entering[track], names)}`,
      ...Object.entries(alsoOn[track] ?? {}).map(
        ([other, some]) => `${ofThose(some, n, 'is', 'are')} on ${name(other)} now`,
      ),
      ...(repeated[track]
        ? [`${ofThose(repeated[track], n, 'was', 'were')} already sent an item that ${name(track)} sends`]
        : []),
    ]),
    ...Object.entries(inFlight).map(
      ([track, n]) => `${counted(n, 'lead')} ${n === 1 ? 'is' : 'are'} on ${name(track)} now`,
    ),
    ...(Object.keys(inFlight).length > 0 && (accounts?.inFlight.count ?? 0) > 0
      ? [`Those on changed tracks are${accountsWords(accounts?.inFlight, names, ' of')}`]
      : []),
    ...(leaving > 0
      ? [
          `${counted(leaving, 'lead')} would leave their track at once${accountsWords(accounts?.leaving, names)}`,
        ]
      : []),
    ...scored.map(
      ({ rule, leads }) =>
        `${counted(leads, 'lead')} did in the last ${scoredDays} days what ${quote(rule)} gives points for`,
    ),
    ...fitting.map(
      ({ rule, leads }) =>
        `${counted(leads, 'lead')} ${leads === 1 ? 'is' : 'are'} now what ${quote(rule)} gives points for`,
    ),
    ...firing.map(({ trigger, leads }) =>
      leads === 0
        ? `The trigger ${quote(trigger)} fires for no lead now`
        : `The trigger ${quote(trigger)} fires at once for ${counted(leads, 'lead')}`,
    ),
    ...thresholds.map(thresholdWords),
    ...experimentLines(population),
    ...resumed.map(
      ({ target, emails }) =>
        `${counted(emails, 'email')} ${emails === 1 ? 'is' : 'are'} queued or held ${target === '*' ? 'by the halt of all sending' : `on ${name(target)}`}`,
    ),
    ...paused.map(
      ({ target, emails }) =>
        `${counted(emails, 'email')} queued or held ${target === '*' ? 'of all tracks' : `on ${name(target)}`} ${emails === 1 ? 'waits' : 'wait'} until it is resumed`,
    ),
  ];
  return lines.length > 0 || enrolling.length > 0
    ? lines
    : ['No lead enters, leaves or is on a changed track now'];
}

type Threshold = NonNullable<Plan['population']['thresholds']>[number];

function thresholdWords({ title, old, new: next }: Threshold): string {
  const at = next ?? old;
  const standing = `${counted(at?.leads ?? 0, 'lead')} ${at?.leads === 1 ? 'stands' : 'stand'} at the ${at?.at} points of ${quote(title)} or above now`;
  return old && next && old.at !== next.at
    ? `${standing}; at the ${old.at} points it has had, ${count(old.leads)}`
    : standing;
}

/** `, of 12 accounts: Example Works (5), Sample Mills (3), Demo Foods (2) …`; nothing where there is none. */
function accountsWords(
  touched: TouchedAccounts | undefined,
  names: Readonly<Record<string, string>> | undefined,
  before = ', of',
): string {
  if (!touched || touched.count === 0) return '';
  const { count: all, atLeast, first } = touched;
  const total = `${before} ${atLeast ? 'at least ' : ''}${counted(all, 'account')}`;
  if (names === undefined) return total;
  const named = first
    .slice(0, 3)
    .map(
      ({ account, leads }) => `${Object.hasOwn(names, account) ? names[account] : account} (${count(leads)})`,
    );
  return `${total}: ${named.join(', ')}${all > named.length ? ' …' : ''}`;
}

function ofThose(some: number, all: number, one: string, many: string): string {
  return `${count(some)} of those ${count(all)} ${some === 1 ? one : many}`;
}

/** Why a lead run ahead gets less than its tracks have: `Halted, so its emails wait: SMB fast track.` */
export function haltedWords(titles: readonly string[]): string {
  return titles.includes(allSending)
    ? 'All sending is halted, so every email waits.'
    : `Halted, so ${titles.length === 1 ? 'its' : 'their'} emails wait: ${titles.join(', ')}.`;
}

/** What stands for the title of a halt of everything. */
export const allSending = 'all sending';

/** `3 leads, 2 content items, the values of industry`: what foreign text was read; each by name stands in the change. */
export function taintWords(sources: readonly string[]): string {
  const of = (kind: string) =>
    sources.filter((source) => source.startsWith(`${kind}:`)).map((source) => source.slice(kind.length + 1));
  const [leads, items, fields] = [of('lead'), of('content'), of('field')];
  const others = sources.length - leads.length - items.length - fields.length;
  return [
    ...(leads.length > 0 ? [counted(leads.length, 'lead')] : []),
    ...(items.length > 0 ? [counted(items.length, 'content item')] : []),
    ...(fields.length > 0 ? [`the values of ${fields.join(', ')}`] : []),
    ...(others > 0 ? [counted(others, 'other source')] : []),
  ].join(', ');
}
