import { beforeAll, expect, it, vi } from 'vitest';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { besideProgram } from '../engine/backtest/simulate/beside-program.ts';
import { simulate } from '../engine/backtest/simulate/index.ts';
import type { Input } from '../engine/core/types.ts';
import type { CompiledProgram } from '../engine/program/compile/compile.ts';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, eventOf, HOUR, PERSON, sampleProgram, type World } from './runtime-world.ts';

/** A defect that shows when leads really are enrolled, and not when it is planned. */
const defect = vi.hoisted(() => ({ isThere: false, inPlans: false }));
vi.mock('../engine/core/decide.ts', async (original) => {
  const core = await original<typeof import('../engine/core/decide.ts')>();
  const decide: typeof core.decide = (program: CompiledProgram, lead, input: Input) => {
    const fails = input.kind === 'command' && (input.by === 'plan' ? defect.inPlans : defect.isThere);
    if (fails) throw new Error('boom');
    return core.decide(program, lead, input);
  };
  return { ...core, decide };
});

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const wait = { id: 'pause', kind: 'wait', for: '3 days' };
const content = { item: 'hello', version: 1, hash: 'a'.repeat(64) };
const program = sampleProgram({
  tracks: {
    ...sampleProgram().tracks,
    invited: { title: 'Invited', stage: 'decision', steps: [{ id: 'mail', kind: 'email', content }, wait] },
  },
});

let world: World;
let changes: Changes;
beforeAll(async () => {
  world = await createWorld(program);
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  await world.db.query(
    'insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())',
    [approver.id, approver.name, approver.email, approver.role],
  );
});

const leadNamed = async (name: string): Promise<string> => {
  await world.engine.ingest([consentOf(world, `${name}@lead.example`)]);
  return (await world.engine.findLead(`${name}@lead.example`)) as string;
};
const leads = (...names: string[]) => Promise.all(names.map(leadNamed));
const enrol = (ids: readonly string[], track = 'invited'): Edit => ({
  op: 'enrol',
  path: `enrolments/${track}`,
  leads: [...ids],
});
const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'Enrol', edits, author: person, via: 'api' });
const approver: Person = {
  id: '22222222-2222-4222-8222-222222222222',
  name: 'Bob',
  email: 'bob@trellis.example',
  role: 'approver',
};
const approve = ({ id, editHash, planHash }: Change, by = changes) =>
  by.approve(id, approver, { editHash, planHash });
const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error) => error,
  );
const onInvited = async () =>
  (
    await world.db.query<{ lead_id: string }>(
      `select lead_id from enrolments where track = 'invited' and status = 'active' order by lead_id`,
    )
  ).map(({ lead_id }) => lead_id);
const wordsOf = ({ plan }: Change) =>
  planWords(plan).find(({ heading }) => heading === 'Who is enrolled')?.lines;

it('enrols the named leads with the version it activates, as commands of the person who approved', async () => {
  const ids = await leads('a', 'b');
  const change = await propose(enrol(ids));
  expect(change.plan.diff).toEqual(['Track “Invited”: 2 named leads are enrolled']);
  expect(wordsOf(change)).toEqual(['2 of 2 named leads would enter “Invited” when this is approved']);
  expect(change.plan.backtest).toBeUndefined();
  expect(await onInvited()).toEqual([]);

  const applied = await approve(change);
  expect(applied).toMatchObject({
    status: 'applied',
    resolution: '2 of 2 named leads entered “Invited”.',
  });
  expect(await onInvited()).toEqual(ids.toSorted());
  const rows = await world.db.query<{ kind: string; program: number; payload: object }>(
    `select kind, program, payload from inputs where lead_id = $1 and program = $2 order by seq`,
    [ids[0], applied.appliedVersion],
  );
  expect(rows.map(({ kind }) => kind)).toEqual(['activation', 'command']);
  expect(rows[1]?.payload).toEqual({ by: approver.id, command: { do: 'enrol', track: 'invited' } });
  const [outbox] = await world.db.query<{ n: number }>(
    `select count(*)::int as n from outbox where track = 'invited' and status = 'queued'`,
  );
  expect(outbox?.n).toBe(2);
});

it('says who does not enter and why, and whom of those who do it takes twice, or never reaches', async () => {
  const [on, off, parked, silent, gone, survivor, loser] = await leads(
    ...['on', 'off', 'parked', 'silent', 'gone', 'survivor', 'loser'],
  );
  await world.engine.command(on as string, { do: 'enrol', track: 'invited' }, PERSON);
  await world.engine.command(off as string, { do: 'enrol', track: 'welcome' }, PERSON);
  await world.engine.command(silent as string, { do: 'suppress', reason: 'asked' }, PERSON);
  await world.engine.merge(gone as string, off as string, PERSON);
  await world.engine.merge(loser as string, survivor as string, PERSON);
  await world.db.query(`update leads set fault = 'v1: a defect' where id = $1`, [parked]);

  const change = await propose(enrol([on, off, parked, silent, gone, loser] as string[]));
  expect(wordsOf(change)).toEqual([
    '3 of 6 named leads would enter “Invited” when this is approved',
    '1 of those 3 stands for a named lead that was merged into it',
    '1 of those 3 is on “Welcome” now',
    '1 of those 3 is suppressed: no email goes to them',
    '1 named lead does not enter: on “Invited” already',
    '1 named lead does not enter: merged into a lead that is named too',
    '1 named lead does not enter: parked, for deciding for them failed before (`trellis doctor`)',
  ]);
  expect(change.plan.enrolling?.[0]?.refused.parked).toEqual({ leads: 1, ids: [parked] });
  expect(change.plan.risk.reasons).toContain(
    '1 of the 3 leads that enter “Invited” is on “Welcome” now and would be emailed by both.',
  );
  const applied = await approve(change);
  expect(applied.resolution).toContain(
    '3 of 6 named leads entered “Invited”; 1 did not: on “Invited” already',
  );
  expect(await onInvited()).toEqual(expect.arrayContaining([off, silent, survivor]));

  // What was refused stays refused: nothing waits for the lead until it can be decided again.
  await world.db.query(`update leads set fault = null where id = $1`, [parked]);
  await world.settle();
  expect(await onInvited()).not.toContain(parked);
});

it('is refused whole while deciding for one of its leads fails', async () => {
  const ids = await leads('faulty');
  defect.inPlans = true;
  const error = await errorOf(propose(enrol(ids))).finally(() => {
    defect.inPlans = false;
  });
  expect(error).toMatchObject({ code: 'program.invalid', faults: [{ path: 'enrolments/invited' }] });
});

it('is refused whole for leads that do not exist or were erased, each by its place', async () => {
  const [erased, here] = await leads('erased', 'here');
  await world.engine.erase(erased as string, PERSON, 'request');
  const unknown = '00000000-0000-4000-8000-000000000000';
  const before = await changes.list();
  const error = await errorOf(propose(enrol([here, erased, unknown] as string[])));
  expect(error.code).toBe('program.invalid');
  expect(error.faults.map(({ code, path }: { code: string; path: string }) => [code, path])).toEqual([
    ['enrol.lead', 'enrolments/invited/leads/1'],
    ['enrol.lead', 'enrolments/invited/leads/2'],
  ]);
  expect(await changes.list()).toEqual(before);
});

it('is refused when nobody would enter, and stale when nobody would any more', async () => {
  const [a, b] = await leads('first', 'second');
  const change = await propose(enrol([a as string]));
  const other = await propose(enrol([a as string]));
  await approve(other);
  expect((await errorOf(approve(change))).code).toBe('change.stale');
  expect((await errorOf(approve(await changes.get(change.id)))).message).toContain('none of the leads');
  expect((await changes.get(change.id)).status).toBe('stale');
  const error = await errorOf(propose(enrol([a as string])));
  expect([error.code, error.message]).toEqual([
    'change.empty',
    'None of the named leads would enter: 1 named lead does not enter: on “Invited” already.',
  ]);
  expect(await onInvited()).not.toContain(b);
});

it('is looked at again when more than a few of its leads are gone meanwhile, and then enrols the others', async () => {
  const [a, b, c, d] = await leads('stays', 'stays-too', 'goes', 'goes-too');
  const change = await propose(enrol([a, b, c, d] as string[]));
  await world.engine.erase(c as string, PERSON, 'request');
  await world.engine.erase(d as string, PERSON, 'request');
  const error = await errorOf(approve(change));
  expect([error.code, error.message]).toEqual([
    'change.stale',
    expect.stringContaining('leads entering invited: 4 when shown, 2 now'),
  ]);
  const again = await changes.get(change.id);
  expect(wordsOf(again)).toContain('2 named leads do not enter: erased');
  expect((await approve(again)).resolution).toBe('2 of 4 named leads entered “Invited”; 2 did not: erased.');
  expect(await onInvited()).toEqual(expect.arrayContaining([a, b]));
});

it('enrols in a track that the same change makes, or stops with it when that track clashes', async () => {
  const ids = await leads('new-1', 'new-2');
  const track: Edit = {
    op: 'put',
    path: 'tracks/fresh',
    value: { title: 'Fresh', stage: 'decision', steps: [wait] } as never,
  };
  const change = await propose(track, enrol(ids, 'fresh'));
  const late = await propose(enrol(ids, 'invited'));
  await approve(change);
  const [row] = await world.db.query<{ n: number }>(
    `select count(*)::int as n from enrolments where track = 'fresh' and started_by = $1`,
    [`person:${approver.id}`],
  );
  expect(row?.n).toBe(2);
  await approve(
    await propose({ op: 'put', path: 'tracks/invited/steps/pause', value: { ...wait, for: '9 days' } }),
  );
  expect((await errorOf(approve(late))).message).toContain('changed tracks/invited as well');
});

it('leaves the program, the leads and the change as they were when enrolling fails', async () => {
  const ids = await leads('safe', 'sound');
  const change = await propose(enrol(ids), {
    op: 'put',
    path: 'halts/welcome',
    value: { reason: 'a wrong link' },
  });
  const all = () =>
    Promise.all(
      ['leads', 'inputs', 'enrolments', 'outbox', 'inbox', 'programs', 'changes', 'halts', 'audit'].map(
        (table) => world.db.query(`select to_json(t)::text as row from ${table} t order by 1`),
      ),
    );
  const before = await all();
  defect.isThere = true;
  const error = await errorOf(approve(change));
  defect.isThere = false;
  expect(error.code).toBe('enrol.failed');
  expect(await all()).toEqual(before);
  // The version that never came to be is not remembered: another one has its number now.
  const rule: Edit = {
    op: 'put',
    path: 'scoring/rules/late',
    value: { title: 'Late', when: 'page_visit', points: 1 },
  };
  await approve(await propose(rule));
  await world.engine.ingest([eventOf(world, 'safe@lead.example', 'page_visit')]);
  expect((await world.engine.program()).program.scoring.rules.late?.points).toBe(1);
  expect(await approve(change)).toMatchObject({ status: 'applied' });
  expect(await onInvited()).toEqual(expect.arrayContaining(ids));
});

it('takes care of many at once: the level of risk is that of as many entering by themselves', async () => {
  const many = Array.from({ length: 60 }, (_, n) => `many-${n}`);
  await world.engine.ingest(many.map((name) => consentOf(world, `${name}@lead.example`)));
  const ids = (await Promise.all(
    many.map((name) => world.engine.findLead(`${name}@lead.example`)),
  )) as string[];
  const { plan } = await propose(enrol(ids));
  expect(plan.risk).toEqual({ level: 'high', reasons: ['60 leads enter a track at once.'] });
});

it('goes through while the same leads are busy elsewhere, and takes each once', async () => {
  const names = Array.from({ length: 30 }, (_, n) => `busy-${n}`);
  await world.engine.ingest(names.map((name) => consentOf(world, `${name}@lead.example`)));
  const ids = await Promise.all(names.map((name) => world.engine.findLead(`${name}@lead.example`)));
  const change = await propose(enrol(ids as string[]));
  const engines = [world.another(), world.another()];
  const visits = (n: number) =>
    names.map((name) => eventOf(world, `${name}@lead.example`, 'page_visit', { messageId: `${name}-${n}` }));
  const [applied] = await Promise.all([
    approve(change),
    ...Array.from({ length: 8 }, (_, n) => engines[n % 2]?.ingest(visits(n).toReversed())),
    world.engine.erase(ids[0] as string, PERSON, 'request'),
    world.engine.runDue(),
  ]);
  expect(applied.status).toBe('applied');
  expect(applied.resolution).toMatch(/^(29|30) of 30 named leads entered/);
  await world.settle();
  expect(await onInvited()).toEqual(expect.arrayContaining(ids.slice(1)));
  const rows = await world.db.query<{ n: number }>(
    `select count(*)::int as n from inputs where kind = 'command' and lead_id = any($1::uuid[]) group by lead_id`,
    [ids.slice(1)],
  );
  expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 29 }, () => 1));
});

it('is decided again by a replay as it was', async () => {
  world.now += HOUR;
  await world.settle();
  expect(await verifyReplay(world.db, {})).toMatchObject({ mismatches: [], skipped: 0 });
});

it('is run ahead: the leads that it enrols get what the track brings, and nothing of a track that is paused', async () => {
  const [a, b, loser] = await leads('ahead', 'ahead-too', 'ahead-gone');
  await world.engine.merge(loser as string, b as string, PERSON);
  const { program: base } = await world.engine.program();
  const ahead = async (...edits: Edit[]) => {
    const run = await simulate(world.db, {
      base,
      proposed: base,
      now: world.now,
      days: 30,
      behaviour: 'nothing',
      ...(await besideProgram(world.db, edits)),
    });
    const emails = run.map(({ lead, proposed, base: without }) => ({
      lead,
      with: proposed.filter(({ did }) => did === 'email').length,
      without: without.filter(({ did }) => did === 'email').length,
    }));
    return emails.toSorted((x, y) => (x.lead < y.lead ? -1 : 1));
  };
  const both = [a, b].toSorted().map((lead) => ({ lead, with: 1, without: 0 }));
  expect(await ahead(enrol([a, loser] as string[]))).toEqual(both);
  const pause: Edit = { op: 'put', path: 'halts/invited', value: { reason: 'a look' } };
  expect(await ahead(enrol([a, loser] as string[]), pause)).toEqual(both.map((one) => ({ ...one, with: 0 })));

  // A halt in force holds back what is run ahead, as it does in the figures of the plan.
  await world.engine.halt('invited', PERSON, 'a look');
  expect(await ahead(enrol([a, loser] as string[]))).toEqual(both.map((one) => ({ ...one, with: 0 })));
});
