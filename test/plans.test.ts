import { expect, it } from 'vitest';
import { hotStatements } from '../bench/plans/hot-paths.ts';
import { judgePlans } from '../bench/plans/judge.ts';
import { populate } from '../bench/plans/population.ts';
import { testDatabase } from './database.ts';

const leads = 50_000;

/** The embedded database plans alike, but takes too long to fill. `npm run bench -- --only plans` does it at full size. */
it.runIf(process.env.TEST_DATABASE === 'native')(
  'what happens all the time walks no table and sorts none, with many leads',
  async () => {
    const db = await testDatabase();
    const now = Date.UTC(2026, 10, 20, 12);
    await populate({ db, leads, now });
    const statements = await hotStatements(db, now);
    const { judged, faults } = await judgePlans(db, statements, leads);
    expect(faults).toEqual([]);
    expect(judged).toBeGreaterThan(30);
    // The judge has eyes.
    const whatOf = async (sql: string, params: unknown[] = []) =>
      (await judgePlans(db, [{ sql, params }], leads)).faults.map(({ what }) => what);
    expect(await whatOf('select * from leads order by score')).toEqual([
      expect.stringMatching(/^sorts/),
      'walks leads',
    ]);
    const id = '00000000-0000-8000-8000-000000000000';
    expect(await whatOf('select * from leads where lane = 0 and id = $1', [id])).toEqual([]);
    expect(await whatOf('select * from leads where id = $1', [id])).toEqual([
      'walks leads_pkey',
      'walks leads_pkey',
    ]);
  },
  600_000,
);
