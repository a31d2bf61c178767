/**
 * Gathers calls made in the same turn of the event loop into one. The dispatcher sends many emails at once, each of
 * which needs a row read and a row written; together they are one statement. `run` gives results in the order asked.
 */
export function batch<T, R>(
  run: (items: readonly T[]) => Promise<readonly R[]>,
  largest = 500,
): (item: T) => Promise<R> {
  let waiting: { item: T; resolve: (result: R) => void; reject: (error: unknown) => void }[] = [];
  const flush = async () => {
    const taken = waiting;
    waiting = [];
    for (let from = 0; from < taken.length; from += largest) {
      const part = taken.slice(from, from + largest);
      try {
        const results = await run(part.map(({ item }) => item));
        part.forEach(({ resolve }, i) => {
          resolve(results[i] as R);
        });
      } catch (error) {
        for (const { reject } of part) reject(error);
      }
    }
  };
  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.push({ item, resolve, reject }) === 1) setImmediate(() => void flush());
    });
}
