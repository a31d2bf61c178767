import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { readAuditEnd, readAuditPage } from '../../engine/runtime/sql/audit.ts';
import { type FeedEvent, feedEvents } from './feed-events.ts';

/** Between two looks while somebody waits (ms). */
const lookEveryMs = 1_000;
/** Entries read at a time; what is beyond comes with the next answer. */
const pageRows = 500;

export interface FeedAnswer {
  /** What was read up to: the `after` of the next question. */
  at: number;
  events: FeedEvent[];
}

/** What changed of the things that can be read by their address. Made of the audit log, so that every process sees all. */
export interface Feed {
  /**
   * What came after a place. With `looks` it waits that many looks for something to come; all who wait share each look,
   * and nobody looks when nobody waits. Without `after`: where the feed stands.
   */
  since(after: number | undefined, options?: { looks?: number; signal?: AbortSignal }): Promise<FeedAnswer>;
  /** Nobody waits any more, now and later. */
  close(): void;
}

export interface FeedPorts {
  db: Database;
  log: (error: unknown) => void;
  /** Passes the time between two looks. */
  pause?: (ms: number) => Promise<void>;
}

export function createFeed({
  db,
  log,
  pause = (ms) => wait(ms, undefined, { ref: false }),
}: FeedPorts): Feed {
  const waiting = new Set<(head: number | undefined) => void>();
  let looking = false;
  let closed = false;

  const head = async () => (await readAuditEnd(db)).head.n;
  /** One loop for all who wait; it ends with the last of them. */
  const look = async () => {
    looking = true;
    while (waiting.size > 0) {
      await pause(lookEveryMs);
      const seen = waiting.size > 0 ? await head().catch((error: unknown) => log(error)) : undefined;
      for (const tell of [...waiting]) tell(seen ?? undefined);
    }
    looking = false;
  };
  const moved = (after: number, looks: number, signal: AbortSignal | undefined) =>
    new Promise<boolean>((done) => {
      let left = looks;
      const end = (hasMoved: boolean) => {
        waiting.delete(tell);
        signal?.removeEventListener('abort', stop);
        done(hasMoved);
      };
      const tell = (seen: number | undefined) => {
        left = closed ? 0 : left - 1;
        if (seen !== undefined && seen > after) end(true);
        else if (left <= 0) end(false);
      };
      const stop = () => end(false);
      if (closed || signal?.aborted || looks <= 0) return done(false);
      signal?.addEventListener('abort', stop, { once: true });
      waiting.add(tell);
      if (!looking) void look();
    });
  const read = async (after: number): Promise<FeedAnswer> => {
    const to = await head();
    // A log that is shorter than it was is another one: a restored database.
    if (to <= after) return { at: to, events: [] };
    const rows = await readAuditPage(db, { after, to, limit: pageRows });
    return { at: rows.at(-1)?.n ?? to, events: await feedEvents(db, rows) };
  };
  return {
    async since(after, { looks = 0, signal } = {}) {
      if (closed)
        throw new TrellisError('feed.closed', 'This server is being stopped; ask again later.', {
          mender: 'operator',
        });
      if (after === undefined) return { at: await head(), events: [] };
      let answer = await read(after);
      let left = looks;
      // What is recorded most, people signing in for one, tells nobody anything: it is passed over.
      while (answer.events.length === 0 && left > 0 && !closed && !signal?.aborted) {
        const hasMoved = await moved(answer.at, left, signal);
        if (!hasMoved) break;
        left -= 1;
        answer = await read(answer.at);
      }
      return answer;
    },
    close() {
      closed = true;
      for (const tell of [...waiting]) tell(undefined);
    },
  };
}
