import { HELD, HOLDOUT } from '../../program/experiment-fields.ts';
import type { PathEntry } from '../compare/path-entry.ts';

/** One thing that happens to a lead, with the change, without it, or both ways alike. */
export interface CalendarRow<E extends PathEntry = PathEntry> {
  on: 'both' | 'proposed' | 'base';
  entry: E;
}

/** Both sides of a lead's calendar in the order of time; what happens on both alike stands once, as the proposed side has it. */
export function calendarRows<E extends PathEntry>(
  proposed: readonly E[],
  base: readonly E[],
): CalendarRow<E>[] {
  const left = new Map<string, E[]>();
  for (const entry of base) left.set(keyOf(entry), [...(left.get(keyOf(entry)) ?? []), entry]);
  const rows = proposed.map((entry): CalendarRow<E> => {
    const same = left.get(keyOf(entry))?.shift();
    return { on: same ? 'both' : 'proposed', entry };
  });
  const gone = [...left.values()].flat().map((entry): CalendarRow<E> => ({ on: 'base', entry }));
  return [...rows, ...gone].sort((a, b) => a.entry.at - b.entry.at);
}

function keyOf({ at, did, what, detail }: PathEntry): string {
  return JSON.stringify([at, did, what, detail]);
}

/** Under which the title of an experiment stands among those of the tracks. */
export function experimentTitle(id: string): string {
  return `experiment ${id}`;
}

/** What happens, in words: `Joins “Welcome”`. `titles` of the tracks by id, and of experiments. */
export function entryWords(
  { did, what, detail = '' }: PathEntry,
  titles: Readonly<Record<string, string>>,
): string {
  const track = `“${titles[what] ?? what}”`;
  switch (did) {
    case 'email':
      return `Email of ${track}, step ${detail}`;
    case 'enrol':
      return `Joins ${track}`;
    case 'end':
      return `Leaves ${track}: ${endWords(detail)}`;
    case 'journey':
      return `Comes to the journey stage ${what}`;
    case 'lifecycle':
      return `Becomes ${['mql', 'sql'].includes(what) ? what.toUpperCase() : what}`;
    case 'task':
      return `Task for ${what}`;
    case 'notify':
      return `Notice to ${what}`;
    case 'webhook':
      return `Webhook ${what} is told`;
    case 'crm':
      return `${what} is updated`;
    case 'arm':
      if (what !== HOLDOUT) return `Gets arm “${detail}” of “${titles[experimentTitle(what)] ?? what}”`;
      return detail === HELD ? 'Is held out: no track takes it' : 'Is shared out, and not held out';
  }
}

const ends: Readonly<Record<string, string>> = {
  goal: 'the goal is reached',
  finished: 'its last step is done',
  removed: 'its step is gone',
  left: 'another rule takes it off',
};

function endWords(reason: string): string {
  if (reason.startsWith('exit:')) return `exit ${reason.slice('exit:'.length)}`;
  return ends[reason] ?? reason.replaceAll('_', ' ');
}
