import { beforeAll, expect, it } from 'vitest';
import type { Edit, Track } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { populationWords } from '../engine/runtime/changes/population/words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, DAY, eventOf, PERSON, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const email = (item: string) => ({
  id: `mail-${item}`,
  kind: 'email',
  content: { item, version: 2, hash: 'b'.repeat(64) },
});
/** A track that the visitors enter, who are on `welcome` already. */
const visitors = (title: string, ...steps: object[]): Edit => ({
  op: 'put',
  path: 'tracks/second',
  value: { title, stage: 'awareness', entry: { when: 'IN SEGMENT visitors' }, steps } as never,
});
const rule = (when: string): Edit => ({
  op: 'put',
  path: 'scoring/rules/new',
  value: { title: 'New rule', when, points: 5 },
});

let world: World;
let changes: Changes;
beforeAll(async () => {
  world = await createWorld();
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  for (const name of ['a', 'b', 'c']) {
    await world.engine.ingest([
      consentOf(world, `${name}@lead.example`),
      eventOf(world, `${name}@lead.example`, 'page_visit', { properties: { page_url: '/pricing' } }),
      eventOf(world, `${name}@lead.example`, 'page_visit', { properties: { page_url: '/blog' } }),
    ]);
  }
  await world.engine.ingest([eventOf(world, 'd@lead.example', 'page_visit')]);
  // Two of the three welcome emails are sent.
  await world.engine.dispatch([{ kind: 'email', send: async () => ({ status: 'sent', messageId: 'x' }) }], 2);
});
const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author: person, via: 'api' });
const approve = ({ id, editHash, planHash }: Change) => changes.approve(id, person, { editHash, planHash });
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error) => error.code as string);

it('tells that those who enter are on another track now and had its emails before', async () => {
  const { plan } = await propose(visitors('Second', email('hello'), email('other')));
  expect(plan.population).toMatchObject({
    entering: { second: 3 },
    alsoOn: { second: { welcome: 3 } },
    repeated: { second: 2 },
  });
  expect(plan.risk.level).toBe('medium');
  expect(plan.risk.reasons[0]).toBe(
    '3 of the 3 leads that enter “Second” are on “Welcome” now and would be emailed by both.',
  );
  expect(populationWords(plan)).toEqual([
    '3 leads would enter “Second” now',
    '3 of those 3 are on “Welcome” now',
    '2 of those 3 were already sent an item that “Second” sends',
  ]);
});

it('knows no repetition where nothing was sent, and no double emailing where nothing is', async () => {
  const fresh = await propose(visitors('Fresh', email('other')));
  expect(fresh.plan.population.repeated).toEqual({});
  const silent = await propose(visitors('Silent', { id: 'pause', kind: 'wait', for: '1 day' }));
  expect(silent.plan.population.alsoOn).toEqual({ second: { welcome: 3 } });
  expect(silent.plan.risk).toEqual({ level: 'low', reasons: [] });
});

it('does not count the track that the same change takes away', async () => {
  const { plan } = await propose(visitors('Instead', email('other')), {
    op: 'remove',
    path: 'tracks/welcome',
  });
  expect(plan.population).toMatchObject({ alsoOn: {}, inFlight: { welcome: 3 }, leaving: 3 });
});

it('counts who did lately what a scoring rule gives points for', async () => {
  const scored = async (when: string) => (await propose(rule(when))).plan.population.scored;
  expect(await scored('page_visit')).toEqual([{ rule: 'New rule', leads: 4 }]);
  expect(await scored('page_visit AND page_url CONTAINS "pricing"')).toEqual([
    { rule: 'New rule', leads: 3 },
  ]);
  expect(await scored('page_visit AND email = "a@lead.example"')).toEqual([{ rule: 'New rule', leads: 1 }]);
  expect(await scored('page_visit AND NOT email_open')).toEqual([]);
  world.now += 31 * DAY;
  expect(await scored('page_visit')).toEqual([{ rule: 'New rule', leads: 0 }]);
  world.now -= 31 * DAY;
  const removed = await propose({ op: 'remove', path: 'scoring/rules/pricing' });
  expect(removed.plan.population.scored).toEqual([{ rule: 'A pricing visit', leads: 3 }]);
});

it('counts who stands at the old and the new points of a threshold', async () => {
  const warm = { title: 'Warm', at: 10, actions: [{ do: 'lifecycle', stage: 'mql' }] };
  const { plan } = await propose({ op: 'put', path: 'scoring/thresholds/warm', value: warm });
  expect(plan.population.thresholds).toEqual([
    { title: 'Warm', old: { at: 50, leads: 0 }, new: { at: 10, leads: 3 } },
  ]);
});

it('counts what a lifted halt lets go: queued emails and leads held at one', async () => {
  await world.engine.halt('welcome', PERSON, 'a wrong link');
  await world.engine.ingest([
    consentOf(world, 'late@lead.example'),
    eventOf(world, 'late@lead.example', 'page_visit'),
    eventOf(world, 'late@lead.example', 'page_visit'),
  ]);
  const resume = await propose({ op: 'remove', path: 'halts/welcome' });
  expect(resume.plan.population.resumed).toEqual([{ target: 'welcome', since: world.now, emails: 2 }]);
  expect(populationWords(resume.plan)).toEqual(['2 emails are queued or held on “Welcome”']);

  const again = await propose({ op: 'remove', path: 'halts/welcome' });
  await approve(resume);
  expect(await world.engine.halts()).toEqual([]);
  expect(await codeOf(approve(again))).toBe('change.stale');
  expect(await changes.get(again.id)).toMatchObject({ status: 'stale' });
});

it('is refused when it lifts a halt that does not exist', async () => {
  const before = await changes.list();
  for (const path of ['halts/welcome', 'halts/*', 'halts/nowhere']) {
    expect(await codeOf(propose({ op: 'remove', path }))).toBe('change.empty');
  }
  expect(await codeOf(propose(rule('page_visit'), { op: 'remove', path: 'halts/*' }))).toBe('change.empty');
  expect(await changes.list()).toEqual(before);
});

it('is looked at again when sending was halted anew after it was shown', async () => {
  await world.engine.halt('*', PERSON, 'first');
  const resume = await propose({ op: 'remove', path: 'halts/*' });
  const other = await propose({ op: 'remove', path: 'halts/*' });
  await approve(other);
  world.now += DAY;
  await world.engine.halt('*', PERSON, 'second');
  expect(await codeOf(approve(resume))).toBe('change.stale');
  expect(await approve(await changes.get(resume.id))).toMatchObject({ status: 'applied' });
});

it('sees whom a wider segment lets in, and not those who were noted as in already', async () => {
  const wider: Edit = {
    op: 'put',
    path: 'segments/visitors',
    value: { title: 'Visitors', when: 'page_visits >= 1' },
  };
  const plan = (await propose(wider)).plan;
  expect(plan.population.entering).toEqual({ welcome: 1 });
  expect(plan.risk.level).toBe('medium');

  // A historic import only notes that the entry holds: nobody enters by it, then or by a reworded entry.
  await world.engine.ingest(
    ['1', '2', '3'].map((n) =>
      eventOf(world, 'old@lead.example', 'page_visit', { messageId: `old-${n}`, historic: true }),
    ),
  );
  expect((await propose(wider)).plan.population.entering).toEqual({ welcome: 1 });
});

it('counts those whom a new exit ends at once', async () => {
  const { program } = await world.engine.program();
  const track = program.tracks.welcome as Track;
  const exits = { pricing: { when: 'page_visits >= 1 WHERE (page_url CONTAINS "pricing")' } };
  const { plan } = await propose({ op: 'put', path: 'tracks/welcome', value: { ...track, exits } as never });
  expect(plan.population).toMatchObject({ inFlight: { welcome: 4 }, leaving: 3 });
  expect(plan.risk.level).toBe('high');
});
