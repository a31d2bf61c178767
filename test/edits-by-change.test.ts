import { beforeAll, expect, it } from 'vitest';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { populationWords } from '../engine/runtime/changes/population/words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, eventOf, HOUR, PERSON, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const put = (step: string, value: object, after?: string | null): Edit => ({
  op: 'put',
  path: `tracks/welcome/steps/${step}`,
  value: value as never,
  ...(after !== undefined && { after }),
});
const pause = (target: string, reason = 'a wrong link'): Edit => ({
  op: 'put',
  path: `halts/${target}`,
  value: { reason },
});

let world: World;
let changes: Changes;
beforeAll(async () => {
  world = await createWorld();
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  await world.engine.ingest([
    consentOf(world, 'a@lead.example'),
    eventOf(world, 'a@lead.example', 'page_visit'),
    eventOf(world, 'a@lead.example', 'page_visit'),
  ]);
});
const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author: person, via: 'api' });
const approve = ({ id, editHash, planHash }: Change) => changes.approve(id, person, { editHash, planHash });
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error) => error.code as string);
const steps = async () => (await world.engine.program()).program.tracks.welcome?.steps.map(({ id }) => id);

it('two changes of different steps of one track are both applied, each with its difference in words', async () => {
  const longer = await propose(put('pause', { kind: 'wait', for: '5 days' }));
  const added = await propose(put('rest', { kind: 'wait', for: '1 day' }, 'again'));
  expect(longer.plan.diff).toEqual(['Track “Welcome”: email 2 is sent on day 6 instead of day 4']);
  expect(added.plan.diff).toEqual(['Track “Welcome”: the wait “rest” (for 1 day) is new, after email 2']);
  expect(longer.plan.population.inFlight).toEqual({ welcome: 1 });
  await approve(longer);
  expect(await approve(added)).toMatchObject({ status: 'applied' });
  expect(await steps()).toEqual(['hello', 'pause', 'again', 'rest']);
  expect((await world.engine.program()).program.tracks.welcome?.steps[1]).toMatchObject({ for: '5 days' });
});

it('two changes of the same step, or of a step and its whole track, clash', async () => {
  const track = (await world.engine.program()).program.tracks.welcome;
  const whole = await propose({
    op: 'put',
    path: 'tracks/welcome',
    value: { ...track, title: 'Hi' } as never,
  });
  const same = await propose(put('pause', { kind: 'wait', for: '6 days' }));
  await approve(await propose(put('pause', { kind: 'wait', for: '7 days' })));
  expect(await codeOf(approve(same))).toBe('change.stale');
  expect(await changes.get(same.id)).toMatchObject({ status: 'stale' });
  expect((await changes.get(same.id)).resolution).toContain('changed tracks/welcome/steps/pause as well');
  expect(await codeOf(approve(whole))).toBe('change.stale');
});

it('a step that tells others of leads raises the risk, as it does within a whole track', async () => {
  const call = { kind: 'action', action: { do: 'webhook', webhook: 'sheet', fields: ['email'] } };
  const { plan } = await propose(put('call', call, 'hello'));
  expect(plan.risk.reasons).toContain('It tells the webhook “sheet” of leads: email.');
});

it('pauses a track by a change: what waits is told, and nothing of it is sent once it is approved', async () => {
  const change = await propose(pause('welcome'));
  expect(change.plan.diff).toEqual([
    'Halt of track “Welcome”: put, because “a wrong link”; its emails wait until a change resumes it',
  ]);
  expect(populationWords(change.plan)).toEqual([
    '1 email queued or held on “Welcome” waits until it is resumed',
  ]);
  expect(change.plan.risk.level).toBe('low');
  const other = await propose(pause('welcome', 'another reason'));
  expect(await world.engine.halts()).toEqual([]);

  await approve(change);
  expect(await world.engine.halts()).toEqual([
    { target: 'welcome', by: PERSON, at: world.now, reason: 'a wrong link' },
  ]);
  const halts = await world.db.query(`select by, details from audit where action = 'halt'`);
  expect(halts).toEqual([{ by: PERSON, details: { target: 'welcome' } }]);
  const sent: string[] = [];
  const send = async () => {
    sent.push('one');
    return { status: 'sent' as const, messageId: 'x' };
  };
  world.now += HOUR;
  await world.settle();
  await world.engine.dispatch([{ kind: 'email', send }]);
  expect(sent).toEqual([]);

  expect(await codeOf(propose(pause('welcome')))).toBe('change.empty');
  // What is halted meanwhile stays as it was halted first.
  await approve(other);
  expect((await world.engine.halts()).map(({ reason }) => reason)).toEqual(['a wrong link']);
  await approve(await propose({ op: 'remove', path: 'halts/welcome' }));
  await expect(propose({ op: 'remove', path: 'halts/welcome' })).rejects.toThrow(
    '“Welcome” is not halted; there is nothing to resume.',
  );
  await world.engine.dispatch([{ kind: 'email', send }]);
  expect(sent).toEqual(['one']);
});

it('anybody may still halt at once, outside of a change', async () => {
  await world.engine.halt('*', PERSON, 'now');
  expect(await world.engine.halts()).toMatchObject([{ target: '*', reason: 'now' }]);
  const resume = await propose({ op: 'remove', path: 'halts/*' });
  expect(resume.plan.risk.reasons).toContain('It resumes all sending.');
  const again = await propose({ op: 'remove', path: 'halts/*' });
  await approve(resume);
  expect(await codeOf(approve(again))).toBe('change.stale');
  expect(await changes.get(again.id)).toMatchObject({
    status: 'stale',
    resolution: 'All sending is not halted any more',
  });
  const all = await propose(pause('*'));
  expect(all.plan.diff[0]).toMatch(/^Halt of all sending: put/);
  await changes.reject(all.id, person, 'no need');
  expect(await world.engine.halts()).toEqual([]);
});
