import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { createWorld, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';
import { doneOrWaiting, heldCommit } from './support/held-commit.ts';

const program = sampleProgram({
  segments: {
    visitors: { title: 'Visitors', when: 'page_visits >= 9 IN last_7_days' },
    engaged: { title: 'Engaged', when: 'page_visits >= 1 IN last_7_days' },
    buying: { title: 'Buying', when: 'STAKEHOLDERS IN SEGMENT engaged >= 2' },
  },
});
let world: World;

const ofX = (name: string, event: string, fields?: Record<string, string>) =>
  eventOf(world, `${name}@x.example`, event, { account: { id: 'x', ...(fields && { fields }) } });
const engineOn = (db: Database) => createEngine({ db, clock: () => world.now });
const segments = async () =>
  Object.fromEntries(
    (
      await world.db.query<{ name: string; held: string[] }>(
        `select split_part(fields ->> 'email', '@', 1) as name, state::json -> 'segments' as held from leads`,
      )
    ).map(({ name, held }) => [name, held]),
  );

/** The one has done everything but commit when the other begins, which goes as far as it can. */
async function inStep(
  after: string,
  one: (db: Database) => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<void> {
  const { db, held, letGo } = heldCommit(world.db, after);
  const first = one(db);
  await held;
  const second = other();
  await doneOrWaiting(world.db, second);
  letGo();
  await Promise.all([first, second]);
  await world.settle();
}

/** On a server alone: the embedded database has one transaction at a time. */
describe.runIf(process.env.TEST_DATABASE === 'native')('what two do to one account at the same time', () => {
  beforeEach(async () => {
    world = await createWorld(program);
  });

  it('two leads that join a segment both come to count the other', async () => {
    await world.engine.ingest([ofX('a', 'identify'), ofX('b', 'identify')]);
    await world.settle();
    await inStep(
      'save_stakeholders',
      (db) => engineOn(db).ingest([ofX('a', 'page_visit')]),
      () => world.engine.ingest([ofX('b', 'page_visit')]),
    );
    expect(await segments()).toEqual({ a: ['buying', 'engaged'], b: ['buying', 'engaged'] });
  });

  it('a lead that comes to the account while another of it is erased does not count that one', async () => {
    await world.engine.ingest([ofX('a', 'page_visit'), ofX('b', 'page_visit')]);
    await world.settle();
    const a = (await world.engine.findLead('a@x.example')) as string;
    await inStep(
      'trellis.erasing',
      (db) => engineOn(db).erase(a, PERSON, 'request'),
      () => world.engine.ingest([ofX('new', 'identify')]),
    );
    expect(await segments()).toEqual({ b: ['engaged'], new: [] });
  });

  it('a lead that comes to the account while it changes has its new fields', async () => {
    await world.engine.ingest([ofX('a', 'identify', { plan: 'free' })]);
    await inStep(
      'update_accounts',
      (db) => engineOn(db).ingest([ofX('a', 'identify', { plan: 'paid' })]),
      () => world.engine.ingest([ofX('new', 'identify')]),
    );
    const plans = await world.db.query(`select state::json #> '{account,fields,plan}' as plan from leads`);
    expect(plans).toEqual([{ plan: 'paid' }, { plan: 'paid' }]);
  });

  it('an event that said nothing new is taken anew, with a lock for change, when the account changed meanwhile', async () => {
    await world.engine.ingest([ofX('a', 'identify', { plan: 'free' })]);
    const locks: string[] = [];
    const watched: Database = {
      ...world.db,
      transaction: (body) =>
        world.db.transaction((tx) =>
          body({
            ...tx,
            query: (sql, params, name) => {
              if (name?.startsWith('read_accounts_')) locks.push(name);
              return tx.query(sql, params, name);
            },
          }),
        ),
    };
    await inStep(
      'update_accounts',
      (db) => engineOn(db).ingest([ofX('a', 'identify', { plan: 'paid' })]),
      () => engineOn(watched).ingest([ofX('new', 'identify', { plan: 'free' })]),
    );
    expect(locks).toEqual(['read_accounts_for_share', 'read_accounts_for_update']);
    const plans = await world.db.query(`select state::json #> '{account,fields,plan}' as plan from leads`);
    expect(plans).toEqual([{ plan: 'free' }, { plan: 'free' }]);
  });
});
