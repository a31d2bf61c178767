import { beforeAll, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createDemo, removeDemo } from '../demo/seed.ts';
import { askForRebuild, rollUp } from '../engine/analytics/facts/roll-up.ts';
import { countEmails } from '../engine/analytics/sql/count-emails.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createLibrary } from '../knowledge/library.ts';
import { testDatabase } from './database.ts';
import { countedFacts, factsOf } from './facts-world.ts';

const now = Date.UTC(2026, 5, 1, 9, 30);
const person = '00000000-0000-4000-8000-000000000001';
let db: Database;

beforeAll(async () => {
  db = await testDatabase();
  await createDemo({ db, library: createLibrary(db), leads: 60, accounts: 12, days: 40, now, seed: 7 });
});

it('is there when the demo is made, and counts emails as the log is counted', async () => {
  const tracks = await db.query<{ track: string }>('select distinct track from email_facts order by 1');
  expect(tracks.length).toBeGreaterThan(3);
  for (const { track } of tracks) {
    const inFacts = await db.query(
      `select split_part(d.name, $1 || '/', 2) as step, sum(sent)::int as sent, sum(delivered)::int as delivered,
              sum(opened)::int as opened, sum(clicked)::int as clicked
       from daily_emails e join fact_dimensions d on d.id = e.dim and starts_with(d.name, 'step:' || $1 || '/')
       group by 1 order by 1`,
      [track],
    );
    expect(inFacts).toEqual(await countEmails(db, { track, from: 0, to: now + 1 }));
  }
});

it('gives the same rows when it is made anew, and cubes that are sums of them', async () => {
  const made = await factsOf(db);
  expect(made.email_facts?.length).toBeGreaterThan(100);
  expect(made.step_facts?.length).toBeGreaterThan(10);
  await askForRebuild(db, now);
  expect(await rollUp(db, { now })).toMatchObject({ leads: 60, asOf: now, backlog: false });
  const anew = await factsOf(db);
  expect(anew).toEqual(made);
  expect(await countedFacts(db)).toEqual({ daily_emails: made.daily_emails, daily_stays: made.daily_stays });
  expect(await rollUp(db, { now })).toMatchObject({ leads: 0 });
});

it('loses a lead that is erased, and with the demo all of them', async () => {
  const engine = createEngine({ db, clock: () => now });
  const [lead] = await db.query<{ id: string }>(
    'select lead_id as id from email_facts group by 1 order by count(*) desc, 1 limit 1',
  );
  const { daily_emails: before } = await factsOf(db);
  await engine.erase(lead?.id ?? '', person, 'request');
  const { daily_emails, daily_stays } = await factsOf(db);
  expect(daily_emails).not.toEqual(before);
  expect(await countedFacts(db)).toEqual({ daily_emails, daily_stays });
  await removeDemo({ db, engine, library: createLibrary(db), clock: () => now });
  expect(Object.values(await factsOf(db)).flat()).toEqual([]);
  expect(await db.query('select name from fact_dimensions')).toEqual([{ name: 'all' }]);
});
