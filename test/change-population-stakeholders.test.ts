import { beforeAll, describe, expect, it } from 'vitest';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Person, Population } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const program = sampleProgram({
  segments: {
    visitors: { title: 'Visitors', when: 'page_visits >= 2 IN last_7_days' },
    'buying-group': { title: 'Two of the account visit', when: 'STAKEHOLDERS IN SEGMENT visitors >= 2' },
    surrounded: { title: 'One of a buying group', when: 'NOT STAKEHOLDERS IN SEGMENT buying-group = 0' },
  },
});

let world: World;
beforeAll(async () => {
  world = await createWorld(program);
  const visit = (lead: string, account: string) =>
    eventOf(world, `${lead}@${account}.example`, 'page_visit', { account: { id: account } });
  for (const [lead, account] of [
    ['a', 'x'],
    ['b', 'x'],
    ['c', 'y'],
  ] as const) {
    await world.engine.ingest([consentOf(world, `${lead}@${account}.example`)]);
    await world.engine.ingest([visit(lead, account), visit(lead, account)]);
  }
  await world.settle();
});

async function populationOf(path: string, value: object): Promise<Population> {
  const changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  const edits = [{ op: 'put', path, value }] as unknown as Edit[];
  return (await changes.propose({ title: 'A change', edits, author: person, via: 'api' })).plan.population;
}

const welcome = program.tracks.welcome as object;

describe.each(['STAKEHOLDERS IN SEGMENT visitors >= 2', 'IN SEGMENT buying-group', 'IN SEGMENT surrounded'])(
  'a plan of "%s", which holds for the two leads of one account',
  (when) => {
    it('counts whom an entry lets in', async () => {
      const steps = [{ id: 'pause', kind: 'wait', for: '1 day' }];
      const track = { title: 'Second', stage: 'awareness', entry: { when }, steps };
      expect(await populationOf('tracks/second', track)).toMatchObject({
        entering: { second: 2 },
      });
    });

    it('counts whom a goal or an exit ends', async () => {
      expect(await populationOf('tracks/welcome', { ...welcome, goal: when })).toMatchObject({ leaving: 2 });
      const exits = { group: { when } };
      expect(await populationOf('tracks/welcome', { ...welcome, exits })).toMatchObject({ leaving: 2 });
    });

    it('counts for whom a trigger fires and a fit rule holds', async () => {
      const actions = [{ do: 'notify', audience: 'sales', text: 'A buying group' }];
      expect(await populationOf('triggers/group', { title: 'Group', when, actions })).toMatchObject({
        firing: [{ trigger: 'Group', leads: 2 }],
      });
      expect(await populationOf('scoring/fit/group', { title: 'Group', when, points: 5 })).toMatchObject({
        fitting: [{ rule: 'Group', leads: 2 }],
      });
    });

    it('counts whom a scoring rule would have given points', async () => {
      const rule = { title: 'Group', when: `page_visit AND ${when}`, points: 5 };
      expect(await populationOf('scoring/rules/group', rule)).toMatchObject({
        scored: [{ rule: 'Group', leads: 2 }],
      });
    });
  },
);
