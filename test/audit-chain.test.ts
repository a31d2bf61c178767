import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import type { AuditEntry } from '../engine/runtime/audit/actions.ts';
import { appendAudit } from '../engine/runtime/audit/append.ts';
import { withOrigin } from '../engine/runtime/audit/origin.ts';
import { testDatabase } from './database.ts';

const at = Date.UTC(2026, 0, 5, 9);
const halt = (target: string): AuditEntry => ({ action: 'halt', at, by: 'mara', details: { target } });
const record = (...targets: string[]) =>
  db.transaction(async (tx) => {
    for (const target of targets) appendAudit(tx, halt(target));
  });
const rows = () =>
  db.query<{ n: number; target: string; hash: string }>(
    `select n, details ->> 'target' as target, hash from audit order by n`,
  );

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
});

describe('the audit log', () => {
  it('numbers entries without gaps, also when a transaction in between was rolled back', async () => {
    await record('a', 'b');
    const failing = db.transaction(async (tx) => {
      appendAudit(tx, halt('lost'));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await record('c');
    expect((await rows()).map(({ n, target }) => [n, target])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('keeps the chain when many transactions append at once, in any order with their other locks', async () => {
    await db.query(`insert into settings (key, value) values ('one', '')`);
    const both = (n: number) =>
      db.transaction(async (tx) => {
        // Did it lock the head at once, the two orders would deadlock.
        if (n % 2 === 0) appendAudit(tx, halt(`t${n}`));
        await tx.query(`update settings set value = 'x' where key = 'one'`);
        if (n % 2 === 1) appendAudit(tx, halt(`t${n}`));
        await tx.query('select pg_sleep(0.005)');
        appendAudit(tx, halt(`t${n}-too`));
      });
    await Promise.all(Array.from({ length: 12 }, (_, n) => both(n)));
    const found = (await rows()).slice(3);
    expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 24 }, (_, n) => n + 4));
    for (let n = 0; n < found.length; n += 2) expect(found[n + 1]?.target).toBe(`${found[n]?.target}-too`);
  });

  it('keeps the chain when nothing but the log itself makes the transactions wait for one another', async () => {
    const before = (await rows()).length;
    const append = (n: number) =>
      db.transaction(async (tx) => {
        appendAudit(tx, halt(`p${n}`));
        tx.beforeCommit(async () => void (await tx.query('select pg_sleep(0.01)')));
      });
    await Promise.all(Array.from({ length: 6 }, (_, n) => append(n)));
    const found = (await rows()).slice(before);
    expect(found.map(({ n }) => n)).toEqual(Array.from({ length: 6 }, (_, n) => before + n + 1));
  });

  it('refuses to change, remove or empty what was recorded', async () => {
    for (const statement of [
      `update audit set action = 'x'`,
      'delete from audit',
      'truncate audit',
      'delete from audit_head',
    ])
      await expect(db.query(statement)).rejects.toThrow('append-only');
  });

  it('refuses texts that could name a person, and what they belong to does not happen', async () => {
    const before = await rows();
    for (const target of ['jane@example.com', 'Jane Doe', '', 'x'.repeat(200)])
      await expect(record(target)).rejects.toThrow('ids and numbers only');
    expect(await rows()).toEqual(before);
  });

  it('takes who asks and from where from the request, where the entry does not say', async () => {
    const origin = { person: 'p1', via: 'console', address: '203.0.113.7', agent: 'browser' } as const;
    await withOrigin(origin, () =>
      db.transaction(async (tx) => appendAudit(tx, { action: 'export', at, details: { lead: 'l1' } })),
    );
    const [row] = await db.query('select by, via, address, agent from audit order by n desc limit 1');
    expect(row).toEqual({ by: 'p1', via: 'console', address: '203.0.113.7', agent: 'browser' });
    await withOrigin(origin, () =>
      db.transaction(async (tx) => appendAudit(tx, { ...halt('said'), by: 'p2', via: 'slack' })),
    );
    const [said] = await db.query('select by, via, address, agent from audit order by n desc limit 1');
    expect(said).toEqual({ by: 'p2', via: 'slack', address: '203.0.113.7', agent: 'browser' });
  });
});
