import { describe, expect, it } from 'vitest';
import type { Edit } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { leadIdOf } from '../engine/runtime/identity/lead-id.ts';
import { outcomesOf, queueWelcome, rowsOf, sender, sent, world } from './outbox-world.ts';
import { consentOf, eventOf, PERSON, sampleProgram } from './runtime-world.ts';

it('an address whose own lead unsubscribed gets nothing through another lead', async () => {
  const address = 'owner@lead.example';
  await world.engine.ingest([consentOf(world, address), eventOf(world, address, 'unsubscribe')]);
  const second = { userId: 'second-of-owner' };
  await world.engine.ingest([
    { ...consentOf(world, '', second), email: undefined },
    {
      ...eventOf(world, '', 'identify', { ...second, traits: { email: 'Owner@Lead.example' } }),
      email: undefined,
    },
    { ...eventOf(world, '', 'page_visit', second), email: undefined },
    { ...eventOf(world, '', 'page_visit', second), email: undefined },
  ]);
  const id = leadIdOf('user', 'second-of-owner');
  expect(await rowsOf(id)).toMatchObject([{ status: 'queued' }]);
  expect(await world.engine.dispatch([sender('email')])).toBe(1);
  expect(sent).toEqual([]);
  expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'suppressed' }]);
});

it('a parked lead is sent nothing, even when nothing waits for it', async () => {
  const id = await queueWelcome('parked@lead.example');
  await world.db.query(`update leads set fault = 'v1: a defect' where id = $1`, [id]);
  expect(await world.engine.dispatch([sender('email')])).toBe(0);
  await world.db.query('update leads set fault = null where id = $1', [id]);
  expect(await world.engine.dispatch([sender('email')])).toBe(1);
});

describe('after a change', () => {
  const edit = async (edits: Edit[]) => {
    const changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
    const ada = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' as const };
    const { id, editHash, planHash } = await changes.propose({ title: 'x', edits, author: ada, via: 'api' });
    await changes.approve(id, ada, { editHash, planHash });
    await world.settle();
  };
  const welcome = () => {
    const track = sampleProgram().tracks.welcome;
    if (!track) throw new TypeError('the sample program has a track welcome');
    return track;
  };

  it.each(['welcome', '*'])('a resumed %s sends what is still in its track', async (target) => {
    const id = await queueWelcome(`resumed-${target === '*' ? 'all' : target}@lead.example`);
    await world.engine.halt(target, PERSON, 'x');
    expect(await world.engine.dispatch([sender('email')])).toBe(0);
    await edit([{ op: 'remove', path: `halts/${target}` }]);
    expect(await world.engine.halts()).toEqual([]);
    await world.engine.dispatch([sender('email')]);
    expect(sent.map((item) => item.leadId)).toEqual([id]);
  });

  it('content that it took out of the track is not sent, other content is', async () => {
    const ids = [await queueWelcome('taken-out@lead.example')];
    await world.engine.halt('welcome', PERSON, 'wrong offer');
    const steps = welcome().steps.map((step) =>
      step.id === 'hello' && step.kind === 'email'
        ? { ...step, content: { item: 'hello', version: 2, hash: 'b'.repeat(64) } }
        : step,
    );
    await edit([
      { op: 'put', path: 'tracks/welcome', value: { ...welcome(), steps } },
      { op: 'remove', path: 'halts/welcome' },
    ]);
    ids.push(await queueWelcome('put-in@lead.example'));
    await world.engine.dispatch([sender('email')]);
    expect(sent.map((item) => item.leadId)).toEqual(ids.slice(1));
    expect(await outcomesOf(ids[0] as string)).toEqual([
      { status: 'refused', reason: 'content_not_approved' },
    ]);
  });

  it('a track that it removed sends nothing', async () => {
    const id = await queueWelcome('removed@lead.example');
    await edit([{ op: 'remove', path: 'tracks/welcome' }]);
    await world.engine.dispatch([sender('email')]);
    expect(sent).toEqual([]);
    expect(await outcomesOf(id)).toEqual([{ status: 'refused', reason: 'content_not_approved' }]);
  });
});
