import { beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../db/open-database.ts';
import { afterwards } from '../test/afterwards.ts';
import { type Rewindable, rewindable } from './rewindable.ts';

let db: Rewindable;
beforeAll(async () => {
  db = rewindable(await openDatabase({ home: 'memory:' }));
  afterwards(() => db.close());
  await db.exec('create table kept (n int primary key)');
  await db.query('insert into kept values (1)');
});
const numbers = async () =>
  (await db.query<{ n: number }>('select n from kept order by n')).map(({ n }) => n);

it('takes back what was written outside and inside of transactions, and gives what the body gave', async () => {
  const seen = await db.rewound(async () => {
    await db.query('insert into kept values (2)');
    await db.transaction((tx) => tx.query('insert into kept values (3)'));
    await db.kysely
      .deleteFrom('kept' as never)
      .where('n' as never, '=', 1 as never)
      .execute();
    return numbers();
  });
  expect(seen).toEqual([2, 3]);
  expect(await numbers()).toEqual([1]);
});

it('takes it back when the body fails too, and says why it failed', async () => {
  const failing = db.rewound(async () => {
    await db.query('insert into kept values (4)');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(await numbers()).toEqual([1]);
});

it('goes on after a statement or a transaction inside has failed, without what that one wrote', async () => {
  await db.rewound(async () => {
    await expect(db.query('insert into kept values (1)')).rejects.toMatchObject({ code: '23505' });
    const broken = db.transaction(async (tx) => {
      await tx.query('insert into kept values (5)');
      throw new Error('half way');
    });
    await expect(broken).rejects.toThrow('half way');
    await db.query('insert into kept values (6)');
    expect(await numbers()).toEqual([1, 6]);
  });
});

it('lets transactions that are begun at once follow one another, each whole', async () => {
  const seen = await db.rewound(() =>
    Promise.all(
      [10, 20].map((n) =>
        db.transaction(async (tx) => {
          await tx.exec('set transaction isolation level repeatable read');
          await tx.query('insert into kept values ($1)', [n]);
          return tx.query('select n from kept order by n');
        }),
      ),
    ),
  );
  expect(seen).toEqual([
    [{ n: 1 }, { n: 10 }],
    [{ n: 1 }, { n: 10 }, { n: 20 }],
  ]);
});

it('finds a call on the database from inside one of its transactions', async () => {
  const nested = db.rewound(() => db.transaction(() => db.query('select 1')));
  await expect(nested).rejects.toThrow('use the tx it was given');
});
