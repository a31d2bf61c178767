import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { laneOfLead, laneOfValue } from '../db/lanes.ts';
import { attribution } from '../engine/analytics/attribution/attribution.ts';
import { testDatabase } from './database.ts';

const day = 86_400_000;
const march = Date.UTC(2026, 2, 1);
const whole = 1_000_000;
let db: Database;

const lead = (n: number) => `${n.toString(16).padStart(2, '0')}000000-0000-4000-8000-000000000000`;
const at = (days: number) => new Date(march + days * day);

async function person(n: number, account?: string) {
  await db.query(
    `insert into leads (lane, id, seq, program, fields, state, score, journey, lifecycle, created_at, account_lane, account_id)
     values ($1, $2, 1, 1, '{}', '{}', 0, 'awareness', 'lead', $3, $4, $5)`,
    [laneOfLead(lead(n)), lead(n), at(-400), account ? laneOfValue(account) : null, account ?? null],
  );
}
let seq = 0;
async function click(
  n: number,
  item: string,
  days: number,
  { bounced = false, purpose = 'marketing' }: { bounced?: boolean; purpose?: string } = {},
) {
  await db.query(
    `insert into email_facts (lane, lead_id, from_id, seq, ordinal, sent_at, track, step, enrolment, item, version, stage,
       purpose, bounced_at, clicked_at, dims)
     values ($1, $2, $2, $3, 0, $4, 'welcome', 's', 1, $5, 1, 'awareness', $6, $7, $8, '{}')`,
    [laneOfLead(lead(n)), lead(n), ++seq, at(days - 1), item, purpose, bounced ? at(days) : null, at(days)],
  );
}
async function take(n: number, item: string, days: number) {
  await db.query(
    `insert into take_facts (lane, lead_id, item, at, stage, dims) values ($1, $2, $3, $4, 'consideration', '{}')`,
    [laneOfLead(lead(n)), lead(n), item, at(days)],
  );
}
async function deal(
  n: number,
  days: number,
  amount: number | null,
  won: boolean | null = true,
  [from, number] = [n, ++seq],
) {
  await db.query(
    `insert into deal_facts (lane, lead_id, from_id, seq, at, kind, won, amount, nurtured, dims)
     values ($1, $2, $7, $3, $4, 'closed', $5, $6, true, '{}')`,
    [laneOfLead(lead(n)), lead(n), number, at(days), won, amount, lead(from)],
  );
}
async function stay(n: number, kind: string, stage: string, days: number, demo?: number) {
  await db.query(
    `insert into stay_facts (lane, lead_id, kind, n, stage, entered_at, nurtured, emails, pieces, demo_at, dims)
     values ($1, $2, $3, 1, $4, $5, true, 0, 0, $6, '{}')`,
    [laneOfLead(lead(n)), lead(n), kind, stage, at(days), demo === undefined ? null : at(demo)],
  );
}
const asked = { of: 'won', by: 'item', from: march, to: march + 31 * day, lookbackDays: 90 } as const;
const read = (more: object = {}) => attribution(db, { ...asked, ...more });
const creditOf = async (key: string, more: object = {}) =>
  (await read(more)).rows.find((row) => row.key === key)?.credits;

beforeAll(async () => {
  db = await testDatabase();
  // Two of one account, whose deal is the second's.
  await person(1, 'acme');
  await person(2, 'acme');
  await click(1, 'guide', -20);
  await take(2, 'webinar', 5);
  await deal(2, 10, 1_000.5);
  // Nothing of these counts: too early, after the deal, bounced, transactional.
  await click(1, 'old', -82);
  await click(1, 'late', 11);
  await click(1, 'bounced', 3, { bounced: true });
  await click(1, 'receipt', 3, { purpose: 'transactional' });
  // Taken up within a day of clicking the email with it: one touch. Of somebody without an account.
  await person(3);
  await click(3, 'toolkit', 1);
  await take(3, 'toolkit', 1.5);
  await deal(3, 20, null);
  // Nobody marketed to this one; this one was lost, and this one is of another month.
  await person(4);
  await deal(4, 12, 500);
  await person(5);
  await deal(5, 12, 999, false);
  await deal(5, 40, 999);
  // Led to an item by the click on an email the evening before, in the month after.
  await person(8);
  await click(8, 'invite', 35.5);
  await take(8, 'sheet', 36);
  await deal(8, 45, 100);
  // Two who are one now: both had a deal as their ninth input.
  await person(9);
  await click(9, 'story', 90);
  await deal(9, 95, 10, true, [9, 9]);
  await click(9, 'plan', 96);
  await deal(9, 97, 20, true, [10, 9]);
  // A demo request is the lead's own affair: a colleague's click led nobody to it.
  await stay(2, 'journey', 'awareness', -30, 8);
  await stay(1, 'lifecycle', 'sql', 9);
});

describe('credit for deals', () => {
  it('goes to touches of everybody at the account within the days that count', async () => {
    const { rows, conversions, cents } = await read();
    expect(rows.map(({ key }) => key).sort()).toEqual(['guide', 'toolkit', 'webinar']);
    expect([conversions, cents]).toEqual([3, 150_050]);
    expect(await creditOf('guide')).toMatchObject({
      first: { parts: whole, cents: 100_050 },
      last: { parts: 0, cents: 0 },
      linear: { parts: whole / 2, cents: 50_025 },
    });
  });

  it('counts an item that was taken up right after its email was clicked once', async () => {
    expect((await read()).rows.find(({ key }) => key === 'toolkit')).toMatchObject({
      touches: 1,
      conversions: 1,
    });
  });

  it('looks back as far as it is told', async () => {
    expect(await creditOf('old', { lookbackDays: 100 })).toMatchObject({ first: { parts: whole } });
    expect(await creditOf('guide', { lookbackDays: 20 })).toBeUndefined();
  });

  it('gives a track what an email of it led to', async () => {
    const april = { from: march + 31 * day, to: march + 61 * day };
    const { rows } = await read({ ...april, by: 'track' });
    expect(rows.map(({ key, touches }) => [key, touches])).toEqual([['welcome', 2]]);
    expect((await read(april)).rows.map(({ key }) => key).sort()).toEqual(['invite', 'sheet']);
  });

  it('tells the deals of one lead apart, also those that another brought when it was merged into it', async () => {
    const { rows } = await read({ from: march + 90 * day, to: march + 120 * day });
    expect(rows.map(({ key, touches, conversions }) => [key, touches, conversions])).toEqual([
      ['story', 2, 2],
      ['plan', 1, 1],
    ]);
  });

  it('names the deals that no touch came before', async () => {
    const { untouched } = await read();
    expect(untouched).toEqual({ count: 1, cents: 50_000, leads: [{ lead: lead(4), at: march + 12 * day }] });
  });

  it('is summed by track, stage and kind, the sum being the same', async () => {
    const kinds: Record<string, string> = { guide: 'email', webinar: 'webinar', toolkit: 'email' };
    expect((await read({ by: 'track' })).rows.map(({ key }) => key).sort()).toEqual([
      '(by themselves)',
      'welcome',
    ]);
    expect((await read({ by: 'stage' })).rows.map(({ key }) => key).sort()).toEqual([
      'awareness',
      'consideration',
    ]);
    const byKind = await read({ by: 'kind', kindOf: (item: string) => kinds[item] });
    expect(byKind.rows.map(({ key, credits }) => [key, credits.linear.parts])).toEqual([
      ['email', 1_500_000],
      ['webinar', 500_000],
    ]);
  });

  it('is called associative', async () => {
    expect((await read()).notes[0]).toMatch(/^Associative/);
  });
});

it('credit for demo requests and for leads that sales took up goes to what the lead itself answered', async () => {
  const demo = await read({ of: 'demo' });
  expect([demo.conversions, demo.rows.map(({ key }) => key)]).toEqual([1, ['webinar']]);
  const sql = await read({ of: 'sql' });
  expect([sql.conversions, sql.rows.map(({ key }) => key)]).toEqual([1, ['guide']]);
});
