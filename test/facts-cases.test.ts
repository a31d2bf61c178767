import { beforeAll, expect, it } from 'vitest';
import { askForRebuild, rollUp } from '../engine/analytics/facts/roll-up.ts';
import { holdFacts } from '../engine/analytics/facts/sql/state.ts';
import { letHistoryGo } from '../engine/backtest/retention.ts';
import { livelyProgram } from './facts-life.ts';
import { countedFacts, factsOf } from './facts-world.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, PERSON, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(livelyProgram());
});

const send = async () => ({ status: 'sent', messageId: 'x' }) as const;
/** Lets time pass, then this happen, then what is due. */
async function then(
  ms: number,
  email: string,
  name: string,
  properties: Record<string, string | number | boolean> = {},
) {
  world.now += ms;
  const event = eventOf(world, email, name, { properties });
  await world.engine.ingest([name === 'consent' ? consentOf(world, email) : event]);
  await world.settle();
  await world.engine.dispatch([{ kind: 'email', send }]);
}
const leadOf = async (email: string) => (await world.engine.findLead(email)) as string;
const counted = async () => rollUp(world.db, { now: world.now });
const staysOf = (id: string, kind = 'journey') =>
  world.db.query<Record<string, unknown>>(
    `select n, stage, entered_at, left_at, next_stage, forward, nurtured, emails, pieces, clicked_at, downloaded_at,
            meeting_at, demo_at, closed_at, won, amount
     from stay_facts where lead_id = $1 and kind = $2 order by n`,
    [id, kind],
  );
const emailsOf = (id: string) =>
  world.db.query<Record<string, unknown>>(
    'select from_id, step, opened_at, clicked_at from email_facts where lead_id = $1 order by sent_at, seq',
    [id],
  );

it('ends a stay with what made the lead move, and calls it nurtured by what was before it', async () => {
  const email = 'ada@cases.example';
  const came = world.now;
  await then(0, email, 'consent');
  await then(DAY, email, 'page_visit');
  await then(DAY, email, 'email_click', { track: 'welcome', step: 'hello', item: 'hello' });
  await then(DAY, email, 'content_download', { item: 'guide' });
  const moved = world.now;
  await then(DAY, email, 'deal_closed', { won: true, amount: 5000 });
  await counted();
  expect(await staysOf(await leadOf(email))).toMatchObject([
    {
      ...{
        n: 1,
        stage: 'awareness',
        entered_at: came,
        left_at: moved,
        next_stage: 'consideration',
        forward: true,
      },
      // The track came after the stay had begun.
      ...{ nurtured: false, pieces: 2, clicked_at: moved - DAY, downloaded_at: moved, closed_at: null },
    },
    {
      ...{ n: 2, stage: 'consideration', entered_at: moved, left_at: null, next_stage: null, forward: null },
      ...{ nurtured: true, pieces: 0, downloaded_at: null, closed_at: world.now, won: true, amount: 5000 },
    },
  ]);
});

it('begins where a lead that came with a request stands after it: what is passed through in an instant is no stay', async () => {
  await then(HOUR, 'ben@cases.example', 'demo_request');
  await counted();
  expect(await staysOf(await leadOf('ben@cases.example'))).toMatchObject([
    { n: 1, stage: 'decision', entered_at: world.now, demo_at: world.now, left_at: null },
  ]);
});

it('puts what is told late into the stay of then, counts the first time of several, and a click of the same instant', async () => {
  const email = 'hal@cases.example';
  await then(HOUR, email, 'consent');
  await then(DAY, email, 'page_visit');
  await then(0, email, 'email_click', { track: 'welcome', step: 'hello' });
  const clicked = world.now;
  await then(DAY, email, 'content_download', { item: 'guide' });
  const first = world.now;
  await then(DAY, email, 'content_download', { item: 'guide' });
  world.now += 2 * DAY;
  const met = first - HOUR;
  await world.engine.ingest([eventOf(world, email, 'meeting_scheduled', { occurredAt: met })]);
  await counted();
  const id = await leadOf(email);
  expect((await emailsOf(id))[0]).toMatchObject({ step: 'hello', clicked_at: clicked });
  expect(await staysOf(id)).toMatchObject([{ left_at: first, meeting_at: met }, { meeting_at: null }]);
  expect(await world.db.query('select item, at from take_facts where lead_id = $1', [id])).toEqual([
    { item: 'guide', at: first },
  ]);
});

it('calls no email the one before a move that came after its fourteen days', async () => {
  const email = 'jo@cases.example';
  await then(HOUR, email, 'consent');
  await then(HOUR, email, 'page_visit');
  const sent = world.now;
  await then(15 * DAY, email, 'content_download', { item: 'guide' });
  await counted();
  const rows = await world.db.query(
    'select progressed_at from email_facts where lead_id = $1 and sent_at = $2',
    [await leadOf(email), new Date(sent)],
  );
  expect(rows).toEqual([{ progressed_at: null }]);
});

it('gives what two leads had to the one that lives on', async () => {
  const [one, other] = ['cy@cases.example', 'cyrus@cases.example'];
  for (const email of [one, other]) {
    await then(HOUR, email, 'consent');
    await then(HOUR, email, 'page_visit');
  }
  await counted();
  const [loser, survivor] = [await leadOf(one), await leadOf(other)];
  expect(await emailsOf(loser)).toHaveLength(1);
  await world.engine.merge(loser, survivor, PERSON);
  // An email of the one that is gone, opened by whom it was the same person as all along.
  await then(DAY, other, 'email_open', { track: 'welcome', step: 'hello' });
  await counted();
  const emails = await emailsOf(survivor);
  expect(emails.map(({ from_id }) => from_id)).toEqual(expect.arrayContaining([loser, survivor]));
  const { fact_leads, ...facts } = await factsOf(world.db);
  expect(fact_leads?.some((row) => row.includes(loser))).toBe(false);
  const { daily_emails, daily_stays } = facts;
  expect(await countedFacts(world.db)).toEqual({ daily_emails, daily_stays });
  expect(await staysOf(survivor)).toMatchObject([
    { n: 1, entered_at: emails.length > 0 && expect.any(Number) },
  ]);
});

it('counts the email of a parked lead, whose outcome waits with all else', async () => {
  const email = 'dee@cases.example';
  await then(HOUR, email, 'consent');
  await counted();
  const id = await leadOf(email);
  await world.db.query(`update leads set fault = 'v1: boom' where id = $1`, [id]);
  await world.db.query(
    `insert into outbox (lane, lead_id, seq, ordinal, kind, track, step, effect, not_before, at, status, settled_at)
     select l.lane, l.id, 1, 7, 'email', 'welcome', 'hello',
            '{"kind":"email","enrolment":1,"purpose":"marketing","content":{"item":"hello","version":1}}', $2, $2, 'sent', $2
     from leads l where l.id = $1`,
    [id, new Date(world.now)],
  );
  await world.db.query(
    `insert into inbox (lane, lead_id, body) select lane, id, '{}' from leads where id = $1`,
    [id],
  );
  await counted();
  expect(await emailsOf(id)).toHaveLength(1);
  await world.db.query('delete from inbox where lead_id = $1', [id]);
});

it('keeps what it noted of history that was let go, also when all is made anew', async () => {
  const email = 'eve@cases.example';
  await then(HOUR, email, 'consent');
  await then(HOUR, email, 'page_visit');
  await then(HOUR, email, 'email_open', { track: 'welcome', step: 'hello' });
  await then(HOUR, email, 'content_download', { item: 'guide' });
  await then(HOUR, email, 'proposal_sent', { amount: 7 });
  await world.db.query('delete from leads where fault is not null');
  world.now += 120 * DAY;
  await world.engine.maintain();
  await then(0, email, 'tool_use', { item: 'story' });
  await counted();
  const before = await factsOf(world.db);
  expect((await letHistoryGo(world.db, { now: world.now, months: 1 })).dropped).not.toEqual([]);
  await askForRebuild(world.db, world.now);
  await counted();
  const after = await factsOf(world.db);
  for (const table of Object.keys(before)) expect([table, after[table]]).toEqual([table, before[table]]);
  await then(HOUR, email, 'page_visit');
  await counted();
  expect(await emailsOf(await leadOf(email))).toEqual(
    expect.arrayContaining([expect.objectContaining({ step: 'hello', opened_at: expect.any(Number) })]),
  );
});

it('goes on from the present when the clock was ahead: what comes then is counted at once', async () => {
  await then(HOUR, 'gus@cases.example', 'page_visit');
  const { now } = world;
  expect((await rollUp(world.db, { now: now + 400 * DAY })).asOf).toBe(now + 400 * DAY);
  expect(await counted()).toMatchObject({ asOf: now });
  await then(1_000, 'gus@cases.example', 'demo_request');
  expect(await counted()).toMatchObject({ leads: 1, asOf: world.now });
});

it.runIf(process.env.TEST_DATABASE === 'native')('leaves it to the process that is at it', async () => {
  await then(HOUR, 'flo@cases.example', 'page_visit');
  const ended = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const other = world.db.transaction(async (tx) => {
    await holdFacts(tx);
    begun.resolve();
    await ended.promise;
  });
  await begun.promise;
  expect(await counted()).toMatchObject({ leads: 0, backlog: true });
  ended.resolve();
  await other;
  expect(await counted()).toMatchObject({ backlog: false });
});

it.runIf(process.env.TEST_DATABASE === 'native')(
  'lets a lead be erased only once no rollup is writing what it has read',
  async () => {
    await then(HOUR, 'ida@cases.example', 'page_visit');
    const id = await leadOf('ida@cases.example');
    const ended = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const other = world.db.transaction(async (tx) => {
      await holdFacts(tx);
      begun.resolve();
      await ended.promise;
    });
    await begun.promise;
    let isErased = false;
    const erasing = world.engine.erase(id, PERSON, 'request').finally(() => {
      isErased = true;
    });
    const waiting = `select pid from pg_locks where locktype = 'advisory' and not granted`;
    while (!isErased && (await world.db.query(waiting)).length === 0);
    expect(isErased).toBe(false);
    ended.resolve();
    await Promise.all([other, erasing]);
  },
);
