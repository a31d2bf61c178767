import type { Condition } from '../condition/ast.ts';

/**
 * Things that react to arriving events, by event name. A name that `byName` lacks is served by `otherwise`. Both
 * hold the things whose condition names no event (the `*` of the index), and both keep the order of the input.
 */
export interface EventIndex<T> {
  readonly byName: Readonly<Record<string, readonly T[]>>;
  readonly otherwise: readonly T[];
}

/** What of the index an event of this name can concern; a superset, its conditions decide. */
export function forEvent<T>(index: EventIndex<T>, name: string): readonly T[] {
  return index.byName[name] ?? index.otherwise;
}

/**
 * The event names under which the condition can hold, or `*` when it does not require an event. An empty set means
 * that it can never hold: `page_visit AND form_submit`.
 */
export function impliedEvents(condition: Condition): ReadonlySet<string> | '*' {
  switch (condition.op) {
    case 'event':
      return new Set([condition.event]);
    case 'and': {
      let all: ReadonlySet<string> | '*' = '*';
      for (const member of condition.of) {
        const names = impliedEvents(member);
        if (names === '*') continue;
        all = all === '*' ? names : all.intersection(names);
      }
      return all;
    }
    case 'or': {
      const all = new Set<string>();
      for (const member of condition.of) {
        const names = impliedEvents(member);
        if (names === '*') return '*';
        for (const name of names) all.add(name);
      }
      return all;
    }
    default:
      return '*';
  }
}

/** Indexes by what `impliedEvents` says of each thing's condition. */
export function indexByEvent<T extends { readonly when: Condition }>(things: readonly T[]): EventIndex<T> {
  const events = things.map((thing) => ({ thing, names: impliedEvents(thing.when) }));
  const byName: Record<string, readonly T[]> = Object.create(null);
  for (const name of new Set(events.flatMap(({ names }) => (names === '*' ? [] : [...names])))) {
    byName[name] = events.filter(({ names }) => names === '*' || names.has(name)).map(({ thing }) => thing);
  }
  return { byName, otherwise: events.filter(({ names }) => names === '*').map(({ thing }) => thing) };
}
