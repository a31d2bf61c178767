import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkServer } from './check-server.ts';
import type { Database } from './connection.ts';
import { explainConnectError } from './explain-connect-error.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open-database.ts';

describe('an embedded database', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openDatabase({ home: 'memory:' });
  });
  afterAll(() => db.close());

  it('migrates once', async () => {
    expect(await migrate(db)).toContain(1);
    expect(await migrate(db)).toEqual([]);
    expect(await db.kysely.selectFrom('leads').selectAll().execute()).toEqual([]);
  });

  it('refuses data of a newer Trellis', async () => {
    await db.query(`insert into migrations (version, name) values (9999, 'later')`);
    await expect(migrate(db)).rejects.toMatchObject({ code: 'database.newer' });
    await db.query('delete from migrations where version = 9999');
  });

  it('gives numbers, instants in milliseconds and parsed JSON', async () => {
    const at = Date.UTC(2026, 2, 29, 1, 2, 3, 45);
    const [row] = await db.query(
      `select $1::timestamptz as at, to_timestamp($2::float8 / 1000) as same, 9007199254740991::bigint as big,
         1.25::numeric as exact, $3::jsonb as json, date '2026-01-31' as day, null::timestamptz as nothing`,
      [new Date(at), at, '{"a": [1]}'],
    );
    expect(row).toEqual({
      at,
      same: at,
      big: Number.MAX_SAFE_INTEGER,
      exact: 1.25,
      json: { a: [1] },
      day: '2026-01-31',
      nothing: null,
    });
  });

  it('rolls back what a failed transaction wrote', async () => {
    const failing = db.transaction(async (tx) => {
      await tx.query(`insert into settings (key, value) values ('a', 'b')`);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.query(`select from settings where key = 'a'`)).toEqual([]);
  });

  it('says so when a transaction uses the database instead of its tx', async () => {
    await expect(db.transaction(() => db.query('select 1'))).rejects.toThrow('use the tx');
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

describe('the folder of an embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trellis-lock-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has one owner', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(/in use by process \d+: stop it/);
    unlock();
    lockFolder(folder)();
  });

  it('is taken over from a process that is gone, or whose id another process has now', () => {
    writeFileSync(join(folder, 'database.lock'), `${2 ** 22 + 1} 5`);
    lockFolder(folder)();
    writeFileSync(join(folder, 'database.lock'), `${process.ppid} 0`);
    lockFolder(folder)();
  });
});

describe('a server that cannot be used', () => {
  it('is named in one line when nothing answers', async () => {
    await expect(
      openDatabase({ home: '', databaseUrl: 'postgres://u:secret@127.0.0.1:1/x' }),
    ).rejects.toMatchObject({
      code: 'database.unreachable',
      message: 'Nothing answers at 127.0.0.1:1/x: start PostgreSQL there or correct DATABASE_URL.',
    });
  });

  it.each([
    ['28P01', 'database.auth'],
    ['3D000', 'database.unknown'],
    ['ENOTFOUND', 'database.unreachable'],
  ])('turns %s into %s without showing the password', (code, expected) => {
    const error = explainConnectError(
      Object.assign(new Error('x'), { code }),
      'postgres://u:secret@db.example/x',
    );
    expect(error).toMatchObject({ code: expected, mender: 'operator' });
    expect(String(error)).not.toContain('secret');
  });

  it.each([
    [{ version: 150018, shown: '15.18', vector: true }, 'database.too_old'],
    [{ version: 170002, shown: '17.2', vector: false }, 'database.no_vector'],
  ])('is refused: %o', async (row, code) => {
    await expect(checkServer({ query: async <R>() => [row] as R[] })).rejects.toMatchObject({ code });
  });
});
