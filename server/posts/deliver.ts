import type { PostContent } from '../../agent/digests/content.ts';
import type { Database } from '../../db/connection.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { getPerson } from '../auth/people.ts';
import { maySendTo, readPlace } from './place.ts';
import { type Brief, claimPost, keepContent, type PostRow, putOffPost, settlePost } from './store.ts';
import type { OutgoingPost, PostOutcome, PostPort, PostPorts } from './types.ts';

export interface Delivering {
  db: Database;
  clock: () => number;
  ports: PostPorts;
  /** Writes a digest. */
  write(brief: Brief): Promise<PostContent>;
  log(line: string, details: Readonly<Record<string, unknown>>): void;
}

/** A client that waits out Slack's limits may take five minutes. */
const leaseMs = 10 * 60_000;
/** Before each further attempt; after them it has failed. */
const waitsMs = [1, 5, 15, 60, 240, 720].map((minutes) => minutes * 60_000);

/** Takes out what is due, one after another, until there is nothing or `signal` ends it. Gives how many it took. */
export async function deliverPosts(delivering: Delivering, signal: AbortSignal): Promise<number> {
  const { db, clock, ports } = delivering;
  const kinds = [...(ports.email ? ['email'] : []), ...(ports.slack ? ['slack', 'direct'] : [])];
  for (let taken = 0; ; taken++) {
    const row = signal.aborted ? undefined : await claimPost(db, kinds, clock(), leaseMs);
    if (!row) return taken;
    await settle(delivering, row, await deliver(delivering, row));
  }
}

async function deliver(delivering: Delivering, row: PostRow): Promise<PostOutcome> {
  const place = readPlace(row.place);
  const port = place.kind === 'email' ? delivering.ports.email : delivering.ports.slack;
  if (!port) return { status: 'retry', reason: 'not connected' };
  try {
    const owner = await getPerson(delivering.db, row.owner);
    // Their role is that of now, not of when they ordered it.
    if (!maySendTo(place, owner))
      return { status: 'failed', reason: `${owner.name} may no longer have it sent there` };
    return await hand(delivering, port, row, owner);
  } catch (error) {
    delivering.log('a digest or alert could not be sent', { key: row.key, err: error });
    return { status: 'retry', reason: 'it failed on our side; the log says why' };
  }
}

async function hand(
  delivering: Delivering,
  port: PostPort,
  row: PostRow,
  owner: Person,
): Promise<PostOutcome> {
  const { key, place: text } = row;
  const post = (content: PostContent): OutgoingPost => ({ key, place: readPlace(text), owner, content });
  // What was not written yet had not left.
  if (row.doubtful && row.content) {
    const arrived = await port.arrived(post(row.content));
    if (arrived === true) return { status: 'sent' };
    if (arrived === undefined)
      return {
        status: 'in_doubt',
        reason: 'the process died while it was sent; it is not sent again by itself',
      };
  }
  const content = row.content ?? (await delivering.write(row.brief as Brief));
  if (!row.content) await keepContent(delivering.db, key, content);
  return port.send(post(content));
}

async function settle({ db, clock, log }: Delivering, row: PostRow, outcome: PostOutcome): Promise<void> {
  const now = clock();
  if (outcome.status !== 'retry') {
    if (outcome.status !== 'sent') log('a digest or alert was not sent', { key: row.key, ...outcome });
    return settlePost(db, row, outcome, now);
  }
  const wait = waitsMs[row.attempts - 1];
  if (wait !== undefined)
    return putOffPost(db, row, outcome.reason, now + Math.max(wait, outcome.afterMs ?? 0));
  log('a digest or alert was not sent', { key: row.key, ...outcome });
  return settlePost(db, row, { status: 'failed', reason: outcome.reason }, now);
}
