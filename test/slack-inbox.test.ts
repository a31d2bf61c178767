import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '../db/connection.ts';
import {
  claimRow,
  insertRow,
  postponeRow,
  recordStep,
  renewRow,
  settleRow,
  sweepRows,
} from '../integrations/slack/inbox/store.ts';
import { testDatabase } from './database.ts';
import { startServer } from './server.ts';

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});
beforeEach(() => db.exec('delete from slack_inbox'));

const add = (id: string, place: string, now = 1_000) =>
  insertRow(db, { id, kind: 'event:message', place, body: { said: id } }, now);
const claim = async (now: number, lease: string = randomUUID(), besides: string[] = []) =>
  (await claimRow(db, { lease, now, until: now + 60_000, besides }))?.id;

test('what comes again is the same row, and of many who take each gets another place, in its order', async () => {
  expect(await Promise.all(['a1', 'a1', 'a1'].map((id) => add(id, 'a')))).toContain(false);
  await add('a2', 'a');
  for (const place of ['b', 'c', 'd']) await add(`${place}1`, place);
  const taken = await Promise.all(Array.from({ length: 8 }, () => claim(2_000)));
  const got = taken.filter((id) => id !== undefined);
  expect(new Set(got).size).toBe(got.length);
  for (let id = await claim(2_000); id; id = await claim(2_000)) got.push(id);
  expect(got.toSorted()).toEqual(['a1', 'b1', 'c1', 'd1']);
});

test('the place goes on when the first is settled, waits while that is put off, and is taken over from the dead', async () => {
  await add('one', 'a');
  await add('two', 'a');
  const lease = randomUUID();
  expect(await claim(2_000, lease)).toBe('one');
  await postponeRow(db, { id: 'one', lease, due: 9_000, fault: 'x', failed: true });
  expect(await claim(8_000)).toBeUndefined();
  expect(await claim(9_000, lease)).toBe('one');
  // Whoever is at work does not take itself for dead; others do.
  expect(await claim(70_000, randomUUID(), ['one'])).toBeUndefined();
  const heir = randomUUID();
  expect(await claim(70_000, heir)).toBe('one');
  expect(await renewRow(db, 'one', lease, 99_000)).toBe(false);
  await settleRow(db, { id: 'one', lease, now: 70_000 });
  expect(await claim(70_000)).toBeUndefined();
  await settleRow(db, { id: 'one', lease: heir, now: 70_000 });
  expect(await claim(70_000)).toBe('two');
});

test('a step that was recorded stays as it was first, and what is settled is kept for a day without its words', async () => {
  await add('one', 'a');
  const lease = randomUUID();
  await claim(2_000, lease);
  await recordStep(db, 'one', 'post', { ts: '1' });
  await recordStep(db, 'one', 'post', { ts: '2' });
  const [row] = await db.query<{ done: unknown }>('select done from slack_inbox');
  expect(row?.done).toEqual({ post: { ts: '1' } });
  await settleRow(db, { id: 'one', lease, now: 2_000 });
  const rows = () => db.query('select body, done from slack_inbox');
  await sweepRows(db, 2_000 + 23 * 3_600_000);
  expect(await rows()).toEqual([{ body: {}, done: {} }]);
  await sweepRows(db, 3_000 + 24 * 3_600_000);
  expect(await rows()).toEqual([]);
});

test('without the secret there is nothing at the address of Slack', async () => {
  const { url } = await startServer();
  const sent = await fetch(`${url}/slack/events`, { method: 'POST', body: '{}' });
  expect(sent.status).toBe(404);
});
