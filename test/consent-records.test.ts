import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { explainLead } from '../engine/backtest/explain/lead.ts';
import { consentWords } from '../engine/backtest/explain/words.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, PERSON, T0, type World } from './runtime-world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const idOf = async (email: string) => (await world.engine.findLead(email)) as string;
const recordsOf = async (email: string) =>
  world.db.query(
    `select purpose, granted, counted, event, source, basis, wording, occurred_at, at
     from consent_records where lead_id = $1 order by seq`,
    [await idOf(email)],
  );
const grant = (email: string, parts = {}) => consentOf(world, email, parts);

describe('what a lead says of consent', () => {
  it('is on record with who, when, how and in which words', async () => {
    const email = 'ada@record.example';
    await world.engine.ingest([grant(email), eventOf(world, email, 'consent_withdrawn', { source: 'crm' })]);
    await world.engine.ingest([
      grant(email, { occurredAt: T0 - HOUR, properties: { purpose: 'marketing', basis: 'contract' } }),
      eventOf(world, email, 'unsubscribe'),
      grant(email, { properties: { purpose: 'transactional', basis: 'contract' } }),
      grant(email, { properties: { purpose: 'marketing' } }),
    ]);
    const at = T0;
    const common = { source: 'test', wording: null, occurred_at: T0, at };
    const withdrawn = { purpose: 'marketing', granted: false, counted: true, basis: null };
    expect(await recordsOf(email)).toEqual([
      {
        ...common,
        purpose: 'marketing',
        granted: true,
        counted: true,
        event: 'consent_granted',
        basis: 'consent',
        wording: 'Send me news',
      },
      { ...common, ...withdrawn, event: 'consent_withdrawn', source: 'crm' },
      {
        ...common,
        purpose: 'marketing',
        granted: true,
        counted: false,
        event: 'consent_granted',
        basis: 'contract',
        occurred_at: T0 - HOUR,
      },
      { ...common, ...withdrawn, event: 'unsubscribe' },
      {
        ...common,
        purpose: 'transactional',
        granted: true,
        counted: true,
        event: 'consent_granted',
        basis: 'contract',
      },
    ]);
  });

  it('is told with the lead, newest first', async () => {
    const lead = await explainLead(
      world.db,
      await world.engine.program(),
      await idOf('ada@record.example'),
      T0,
    );
    const words = lead?.consentRecords.map(consentWords) ?? [];
    expect(words).toHaveLength(5);
    expect(words[4]).toMatch(
      /^granted marketing 2026-01-05 12:00 by consent_granted of test \(message m\d+, input 1\): basis consent; “Send me news”$/,
    );
    expect(words[2]).toMatch(/: basis contract; does not count: it was withdrawn$/);
  });

  it('is never changed, and deleted only by an erasure', async () => {
    const { db } = world;
    for (const statement of [
      `update consent_records set wording = 'x'`,
      'delete from consent_records',
      'truncate consent_records',
    ]) {
      await expect(db.query(statement)).rejects.toThrow('what is on record of consent is not changed');
    }
    const email = 'erased@record.example';
    await world.engine.ingest([grant(email)]);
    const id = await idOf(email);
    await db.transaction(async (tx) => {
      await tx.query(`select set_config('trellis.erasing', 'on', true)`);
      await tx.query('delete from consent_records where lead_id = $1', [id]);
      await tx.query('delete from inputs where lead_id = $1', [id]);
    });
    expect(await recordsOf(email)).toEqual([]);
    await expect(db.query('delete from consent_records')).rejects.toThrow('is not changed');
  });
});

describe('the list of the suppressed', () => {
  const listed = () =>
    world.db.query<{ lead_id: string; at: number }>(
      'select lead_id, reason, at, by from suppressions order by at, lead_id',
    );

  it('follows the states of the leads', async () => {
    const gone = 'gone@list.example';
    const bounced = 'bounced@list.example';
    await world.engine.ingest([grant(gone), grant(bounced), eventOf(world, gone, 'unsubscribe')]);
    await world.engine.ingest([eventOf(world, bounced, 'email_bounce', { properties: { kind: 'hard' } })]);
    await world.engine.command(await idOf(gone), { do: 'suppress', reason: 'legal' }, PERSON);
    const rows = (await listed()).filter(({ at }) => at === T0);
    expect(rows).toContainEqual({ lead_id: await idOf(gone), reason: 'legal', at: T0, by: PERSON });
    expect(rows).toContainEqual({ lead_id: await idOf(bounced), reason: 'hard_bounce', at: T0, by: null });

    await world.engine.command(await idOf(gone), { do: 'lift' }, PERSON);
    expect(await listed()).toContainEqual(
      expect.objectContaining({ lead_id: await idOf(gone), reason: 'unsubscribe' }),
    );
    world.now += DAY;
    await world.engine.ingest([grant(gone)]);
    expect((await listed()).map((row) => row.lead_id)).not.toContain(await idOf(gone));
  });
});

it('an installation of before gets its record of consent and its list from its log', async () => {
  const { db } = world;
  const tables = ['consent_records', 'suppressions'];
  const read = () =>
    Promise.all(
      tables.map((table) =>
        db.query(
          `select ${table === 'suppressions' ? 'lead_id, reason, at' : '*'} from ${table} order by lane, lead_id${table === 'suppressions' ? '' : ', seq'}`,
        ),
      ),
    );
  const before = await read();
  expect(before.map((rows) => rows.length > 1)).toEqual([true, true]);
  await db.exec(
    'drop table consent_records, suppressions, account_sends; drop function keep_consent_records cascade',
  );
  await db.exec(readFileSync(new URL('../db/migrations/0006_policies.sql', import.meta.url), 'utf8'));
  expect(await read()).toEqual(before);
});
