import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../db/connection.ts';
import { appendAudit } from '../engine/runtime/audit/append.ts';
import { type AuditRow, chainHash } from '../engine/runtime/audit/chain.ts';
import { verifyAudit } from '../engine/runtime/audit/verify.ts';
import { testDatabase } from './database.ts';

const at = Date.UTC(2026, 0, 5, 9);
const rowsOf = 'select n, at, action, by, via, address, agent, details, hash from audit order by n';

let db: Database;
beforeAll(async () => {
  db = await testDatabase();
  for (let n = 1; n <= 6; n++) await append(`t${n}`);
});

function append(target: string, when = at): Promise<void> {
  return db.transaction(async (tx) =>
    appendAudit(tx, { action: 'halt', at: when, by: 'mara', via: 'cli', details: { target } }),
  );
}

/** What a check finds once somebody with all rights on the database has done this; it is taken back afterwards. */
async function foundAfter(tamper: (tx: Tx) => Promise<unknown>, noted?: string) {
  let found: Awaited<ReturnType<typeof verifyAudit>> | undefined;
  const undo = new Error('undo');
  const done = db.transaction(async (tx) => {
    await tx.exec('alter table audit disable trigger all; alter table audit_head disable trigger all');
    await tamper(tx);
    found = await verifyAudit(tx, noted);
    throw undo;
  });
  await expect(done).rejects.toBe(undo);
  return found;
}
const run = (sql: string) => (tx: Tx) => tx.exec(sql);
/** Moves numbers without meeting each other on the way. */
const renumber = (which: string, to: string) =>
  run(`update audit set n = -(${to}) where ${which}; update audit set n = -n where n < 0`);

/** The whole log written anew with this done to its rows, every hash and the head as they have to be. */
const rewritten = (change: (rows: AuditRow[]) => AuditRow[]) => async (tx: Tx) => {
  const rows = change(await tx.query<AuditRow>(rowsOf));
  await tx.exec('delete from audit');
  let hash = '0'.repeat(64);
  for (const [index, row] of rows.entries()) {
    const n = index + 1;
    hash = chainHash({ ...row, n }, hash);
    await tx.query(
      `insert into audit values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6, $7, $8::text::jsonb, $9)`,
      [n, row.at, row.action, row.by, row.via, row.address, row.agent, JSON.stringify(row.details), hash],
    );
  }
  await tx.query('update audit_head set n = $1, hash = $2', [rows.length, hash]);
};

describe('the check of the audit log', () => {
  it('finds nothing in what is as it was recorded, and a head noted before more was', async () => {
    const { head, ...found } = await verifyAudit(db);
    expect(found).toEqual({ verified: 6 });
    expect(await verifyAudit(db, '0'.repeat(64))).toMatchObject({ noted: { n: 0 } });
    await append('t7', at + 0.5);
    expect(await verifyAudit(db, head.hash)).toMatchObject({ verified: 7, noted: { n: 6 } });
    expect((await verifyAudit(db, head.hash)).fault).toBeUndefined();
  });

  it.each([
    ['at', `at = at + interval '1 ms'`],
    ['action', `action = 'approve'`],
    ['by', `by = 'joe'`],
    ['by', 'by = null'],
    ['via', `via = 'slack'`],
    ['address', `address = '203.0.113.9'`],
    ['agent', `agent = 'browser'`],
    ['details', `details = '{"target": "other"}'`],
    ['details', `details = details || '{"more": 1}'`],
    ['hash', `hash = repeat('a', 64)`],
  ])('finds a row whose %s was changed', async (_column, set) => {
    expect(await foundAfter(run(`update audit set ${set} where n = 3`))).toMatchObject({
      verified: 2,
      fault: { kind: 'changed', n: 3 },
    });
  });

  it.each([1, 3, 7])('finds that row %i is missing', async (n) => {
    expect(await foundAfter(run(`delete from audit where n = ${n}`))).toMatchObject({
      verified: n - 1,
      fault: { kind: 'missing', n },
    });
  });

  it('finds that all rows are missing', async () => {
    expect((await foundAfter(run('delete from audit')))?.fault).toEqual({ kind: 'missing', n: 1 });
  });

  it('finds that rows were taken out and the others renumbered', async () => {
    const found = await foundAfter(async (tx) => {
      await tx.exec('delete from audit where n = 3');
      await renumber('n > 3', 'n - 1')(tx);
      await tx.exec('update audit_head set n = n - 1');
    });
    expect(found?.fault).toEqual({ kind: 'changed', n: 3 });
  });

  it('finds rows that have changed places, and where they stand', async () => {
    expect(await foundAfter(renumber('n in (2, 5)', '7 - n'))).toMatchObject({
      verified: 1,
      fault: { kind: 'reordered', n: 2, at: 5 },
    });
  });

  it('finds a row that was appended by another hand, its hash right or wrong', async () => {
    const forge = (hash: string | undefined, head: boolean) => async (tx: Tx) => {
      const rows = await tx.query<AuditRow>(rowsOf);
      const last = rows.at(-1) as AuditRow;
      const forged = { ...last, n: last.n + 1, action: 'approve' };
      const own = hash ?? chainHash(forged, last.hash);
      await tx.query(
        `insert into audit select $1, at, $2, by, via, address, agent, details, $3 from audit where n = $4`,
        [forged.n, forged.action, own, last.n],
      );
      if (head) await tx.query('update audit_head set n = $1, hash = $2', [forged.n, own]);
    };
    const wrong = 'b'.repeat(64);
    expect((await foundAfter(forge(undefined, false)))?.fault).toEqual({ kind: 'appended', n: 8 });
    expect((await foundAfter(forge(wrong, false)))?.fault).toEqual({ kind: 'appended', n: 8 });
    expect((await foundAfter(forge(wrong, true)))?.fault).toEqual({ kind: 'changed', n: 8 });
  });

  it('finds a row that was put between others', async () => {
    const found = await foundAfter(async (tx) => {
      await renumber('n > 3', 'n + 1')(tx);
      await tx.exec(
        `insert into audit select 4, at, action, by, via, address, agent, details, hash from audit where n = 3`,
      );
      await tx.exec('update audit_head set n = n + 1');
    });
    expect(found?.fault).toEqual({ kind: 'reordered', n: 4, at: 5 });
  });

  it('finds that the head was moved, back over rows or to another hash, or is gone', async () => {
    const faultOf = async (sql: string) => (await foundAfter(run(sql)))?.fault;
    const back = 'update audit_head set n = 5, hash = (select hash from audit where n = 5)';
    expect(await faultOf(back)).toEqual({ kind: 'appended', n: 6 });
    expect(await faultOf(`update audit_head set hash = repeat('c', 64)`)).toEqual({ kind: 'head', n: 7 });
    expect(await faultOf('delete from audit_head')).toEqual({ kind: 'head', n: 0 });
  });

  it('knows a log that was cut or rewritten as a whole by the head noted elsewhere only', async () => {
    const { head } = await verifyAudit(db);
    const cut = rewritten((rows) => rows.slice(0, 5));
    const changed = rewritten((rows) => rows.map((row) => (row.n === 2 ? { ...row, by: 'joe' } : row)));
    for (const tamper of [cut, changed]) {
      const found = await foundAfter(tamper, head.hash);
      expect(found?.fault).toBeUndefined();
      expect(found?.noted).toEqual({ hash: head.hash, n: null });
    }
    expect(
      (
        await foundAfter(
          rewritten((rows) => rows),
          head.hash,
        )
      )?.noted?.n,
    ).toBe(7);
  });

  it('checks what takes several pages, and finds what changed places across them', async () => {
    const before = (await verifyAudit(db)).verified;
    await db.transaction(async (tx) => {
      for (let n = 0; n < 2_200; n++)
        appendAudit(tx, { action: 'halt', at: at + n, details: { target: `t${n}` } });
    });
    expect((await verifyAudit(db)).verified).toBe(before + 2_200);
    expect((await foundAfter(renumber('n in (9, 2100)', '2109 - n')))?.fault).toEqual({
      kind: 'reordered',
      n: 9,
      at: 2_100,
    });
  });
});
