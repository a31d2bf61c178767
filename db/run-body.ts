import type { Queryable, Tx } from './connection.ts';

/** The body of a transaction, then what it left for the end of it, in order. The caller commits. */
export async function runBody<T>(body: (tx: Tx) => Promise<T>, inside: Queryable): Promise<T> {
  const last: (() => Promise<void>)[] = [];
  const result = await body({ ...inside, beforeCommit: (work) => void last.push(work) });
  for (const work of last) await work();
  return result;
}
