import type { Database } from '../../db/connection.ts';
import { insertPost } from '../posts/store.ts';
import { nextDue, periodOf } from './due.ts';
import { lockDue, setNext } from './store.ts';

/**
 * Queues what is due, once a period and place whatever number of processes do it. Of several periods that went by while
 * nothing ran only the last is told. Gives how many were queued.
 */
export function fileDue(db: Database, now: number): Promise<number> {
  return db.transaction(async (tx) => {
    const due = await lockDue(tx, now);
    for (const digest of due) {
      const { id, place, placeName, owner, timeZone, track, every } = digest;
      let at = digest.nextAt;
      let next = nextDue(digest, timeZone, at);
      while (next <= now) [at, next] = [next, nextDue(digest, timeZone, next)];
      const { from, to } = periodOf(digest, timeZone, at);
      await insertPost(tx, {
        key: `digest:${id}:${new Date(at).toISOString()}`,
        place,
        placeName,
        owner,
        digest: id,
        brief: { from, to, every, track },
        notBefore: at,
        now,
      });
      await setNext(tx, id, next);
    }
    return due.length;
  });
}
