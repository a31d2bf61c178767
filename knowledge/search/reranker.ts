/**
 * Orders passages by a closer look than a search can take: gives the place of each in `texts` with a score, higher is
 * better; those it leaves out come last. May take its time until the signal ends it.
 */
export type Reranker = (
  words: string,
  texts: readonly string[],
  options: { signal: AbortSignal },
) => Promise<readonly { index: number; score: number }[]>;
