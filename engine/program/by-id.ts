/** The things of a collection in the order of their ids. */
export function byId<T>(things: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(things).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Without a prototype, so that any text may be looked up. */
export function recordOf<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.assign(Object.create(null), Object.fromEntries(entries));
}
