import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { TrellisError } from '../../db/errors.ts';
import type { FeedEvent } from '../resources/uris.ts';

/** Between two questions where nobody answered (ms). */
const restMs = 5_000;

const answerSchema = z.object({
  at: z.number(),
  events: z.array(z.object({ kind: z.string(), id: z.string(), listed: z.boolean() })),
});

/** Where the feed comes from. */
export interface FeedSource {
  /** What came after a place, which may take as long as nothing comes; undefined where no Trellis runs. */
  ask: (after: number | undefined, signal: AbortSignal) => Promise<unknown>;
  report: (error: unknown) => void;
  /** Passes the time until the next question. */
  rest?: (signal: AbortSignal) => Promise<void>;
}

/** Tells what comes, until it is stopped. A Trellis that stops and starts again is found again. */
export async function followFeed(
  { ask, report, rest = usualRest }: FeedSource,
  signal: AbortSignal,
  tell: (events: FeedEvent[]) => void,
): Promise<void> {
  let after: number | undefined;
  let hasFailed = false;
  while (!signal.aborted) {
    try {
      const said = await ask(after, signal);
      if (signal.aborted) return;
      if (said === undefined) {
        await rest(signal);
        continue;
      }
      const { at, events } = answerSchema.parse(said);
      if (after !== undefined && events.length > 0) tell(events);
      after = at;
      hasFailed = false;
    } catch (error) {
      if (signal.aborted) return;
      // Who asks again with credentials that are no longer valid looks like somebody who guesses them.
      if (error instanceof TrellisError && error.code.startsWith('auth.')) return report(error);
      // Told once, however long it lasts.
      if (!hasFailed) report(error);
      hasFailed = true;
      await rest(signal);
    }
  }
}

async function usualRest(signal: AbortSignal): Promise<void> {
  await wait(restMs, undefined, { signal, ref: false }).catch(() => {});
}
