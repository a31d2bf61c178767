import { beforeAll, expect, it } from 'vitest';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, DAY, eventOf, HOUR, PERSON, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const rule = (id: string, points: number): Edit => ({
  op: 'put',
  path: `scoring/rules/${id}`,
  value: { title: 'A rule', when: 'page_visit', points },
});

let world: World;
let changes: Changes;
beforeAll(async () => {
  world = await createWorld();
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
});
const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author: person, via: 'api' });
const rollback = (version: number) => changes.rollback({ version, author: person, via: 'api' });
const approve = ({ id, editHash, planHash }: Change) => changes.approve(id, person, { editHash, planHash });
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error) => error.code as string);
const documents = async () =>
  (await world.db.query<{ document: string }>('select document from programs order by version')).map(
    ({ document }) => document,
  );
const undone = ({ plan }: Change) =>
  planWords(plan).find(({ heading }) => heading === 'What cannot be undone')?.lines;

it('says that nothing was done where nothing was, and is a change like any other', async () => {
  await approve(await propose(rule('late', 9), { op: 'remove', path: 'triggers/demo' }));
  const change = await rollback(1);
  expect(change).toMatchObject({ title: 'Roll back to version 1', rollbackTo: 1, baseVersion: 2 });
  expect(change.plan.diff.join('\n')).toContain('Asked for a demo');
  expect(undone(change)).toEqual([
    'Version 1 was left on 5 January 2026 (UTC). Nothing was sent or moved since.',
  ]);
  expect((await changes.get(change.id)).rollbackTo).toBe(1);
  await changes.reject(change.id, person, 'not yet');
});

it('counts what was done since the version was left and stays, by track and kind', async () => {
  for (const name of ['a', 'b', 'c']) {
    await world.engine.ingest([
      consentOf(world, `${name}@lead.example`),
      eventOf(world, `${name}@lead.example`, 'page_visit'),
      eventOf(world, `${name}@lead.example`, 'page_visit'),
    ]);
  }
  await approve(
    await propose(rule('late', 30), {
      op: 'put',
      path: 'triggers/call',
      value: {
        title: 'Call',
        when: 'demo_request',
        actions: [
          { do: 'task', queue: 'sales', title: 'Call', within: '2 hours' },
          { do: 'journey', stage: 'decision' },
          { do: 'lifecycle', stage: 'sql' },
        ],
      },
    }),
  );
  world.now += HOUR;
  await world.settle();
  await world.engine.ingest([eventOf(world, 'a@lead.example', 'demo_request')]);
  const id = (await world.engine.findLead('b@lead.example')) as string;
  await world.engine.command(id, { do: 'leave', track: 'welcome' }, PERSON);
  const send = async () => ({ status: 'sent' as const, messageId: 'x' });
  await world.engine.dispatch([
    { kind: 'email', send },
    { kind: 'task', send },
  ]);
  await world.engine.dispatch([
    { kind: 'email', send },
    { kind: 'task', send },
  ]);

  expect(undone(await rollback(1))).toEqual([
    'Version 1 was left on 5 January 2026 (UTC). Since then:',
    '1 email of “Welcome” was sent to 1 lead; it stays sent',
    '1 task was opened; it stays open until somebody closes it',
    '1 lead was handed over to sales; it stays with sales',
    '1 lead moved to another journey stage and stays there',
    '1 lead moved to another lifecycle stage and stays there',
    '1 enrolment on “Welcome” ended early and does not resume',
    '84 points were given and 0 taken, of 3 leads; the scores stay',
  ]);
});

it('restores any version byte for byte, also one that was rolled back from', async () => {
  const before = await documents();
  expect(before).toHaveLength(3);
  for (const version of [1, 3, 2, 1]) {
    world.now += DAY;
    await approve(await rollback(version));
    const now = await documents();
    expect(now.at(-1)).toBe(before[version - 1]);
    expect(now.slice(0, 3)).toEqual(before);
  }
});

it('is refused for a version that never was, and for what is in force already', async () => {
  expect(await codeOf(rollback(999))).toBe('program.unknown');
  const { version } = await world.engine.program();
  expect(await codeOf(rollback(version))).toBe('change.empty');
  // Version 1 is what was gone back to last.
  await expect(rollback(1)).rejects.toThrow('which is in force, says the same as version 1');
  const viewer = { ...person, role: 'viewer' as const };
  expect(await codeOf(changes.rollback({ version: 2, author: viewer, via: 'api' }))).toBe('change.forbidden');
});

it('goes stale when another program came into force, and stands when only sending was resumed', async () => {
  const first = await rollback(2);
  await world.engine.halt('welcome', PERSON, 'a look');
  await approve(await propose({ op: 'remove', path: 'halts/welcome' }));
  const second = await rollback(3);
  expect(await approve(first)).toMatchObject({ status: 'applied' });
  expect(await codeOf(approve(second))).toBe('change.stale');
  expect(await changes.get(second.id)).toMatchObject({
    status: 'stale',
    resolution: expect.stringContaining('ask for the rollback again'),
  });
  expect((await documents()).at(-1)).toBe((await documents())[1]);
});

it('leaves its own entry in the audit log beside that of the proposal', async () => {
  const rows = await world.db.query<{ action: string; details: object }>(
    `select action, details from audit where action in ('rollback', 'propose') order by n desc limit 2`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['rollback', 'propose']);
  expect(rows[0]?.details).toMatchObject({ to: 3 });
});

it('of content that is approved no more is refused with the place of each', async () => {
  const strict = createChanges({
    db: world.db,
    engine: world.engine,
    clock: () => world.now,
    contentKnown: async ({ item }) => (item === 'again' ? 'unapproved' : 'approved'),
  });
  await approve(await propose({ op: 'remove', path: 'tracks/welcome' }));
  const error = await strict.rollback({ version: 1, author: person, via: 'api' }).catch((failure) => failure);
  expect([error.code, error.faults[0]?.code, error.faults[0]?.path]).toEqual([
    'program.invalid',
    'content.unapproved',
    'tracks/welcome/steps/2/content',
  ]);
});

it('files nothing that would leave in what came into force at that very moment', async () => {
  const { version } = await world.engine.program();
  let isFirst = true;
  const racing = createChanges({
    db: world.db,
    engine: {
      ...world.engine,
      program: async (asked, tx) => {
        const found = await world.engine.program(asked, tx);
        if (!isFirst) return found;
        isFirst = false;
        await approve(await propose(rule('meanwhile', 3)));
        return found;
      },
    },
    clock: () => world.now,
  });
  const asked = racing.rollback({ version: 1, author: person, via: 'api' });
  expect(await codeOf(asked)).toBe('program.moved');
  expect((await world.engine.program()).version).toBe(version + 1);
});
