/** The value at `leads.0.name` or `a/b`; of a list the n-th (from 0), or what has that id; undefined where there is none. */
export function atPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inside, key) => {
    if (Array.isArray(inside))
      return /^\d+$/.test(key) ? inside[Number(key)] : inside.find((one) => one?.id === key);
    return typeof inside === 'object' && inside !== null && Object.hasOwn(inside, key)
      ? (inside as Record<string, unknown>)[key]
      : undefined;
  }, value);
}
