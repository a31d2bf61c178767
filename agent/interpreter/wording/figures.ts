export function plural(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** `2026-03-01 to 2026-03-31`; with the time where a bound is not midnight. */
export function periodWords(from: string, to: string): string {
  const midnight = (text: string) => text.endsWith('T00:00:00.000Z');
  const shown = (text: string) =>
    midnight(text) ? text.slice(0, 10) : `${text.slice(0, 16).replace('T', ' ')}`;
  if (midnight(from) && midnight(to))
    return `${shown(from)} to ${new Date(Date.parse(to) - 1).toISOString().slice(0, 10)}`;
  return `${shown(from)} to ${shown(to)} UTC`;
}
