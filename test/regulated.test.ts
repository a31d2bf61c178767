import { beforeAll, expect, it } from 'vitest';
import type { Edit, Program } from '../engine/program/schema.ts';
import { type ChangeWorld, changeWorld, lowRisk } from './change-world.ts';

let world: ChangeWorld;
beforeAll(async () => {
  world = await changeWorld();
});
const pin = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });
const email = (id: string, item: string) => ({
  id,
  kind: 'email' as const,
  content: pin(item),
  purpose: 'marketing' as const,
});
const track = (entry: string, ...items: string[]) =>
  ({
    title: 'Rates',
    objective: 'Tell',
    stage: 'awareness',
    entry: { when: entry },
    reentry: 'never',
    exits: {},
    steps: [{ id: 'w', kind: 'wait', for: '1 day' }, ...items.map((item) => email(item, item))],
  }) as Program['tracks'][string];
const put = (id: string, value: unknown): Edit => ({
  op: 'put',
  path: `tracks/${id}`,
  value: value as never,
});

it('a change that sends regulated content newly, and no other, needs a principal', async () => {
  const fintech = 'industry = "fintech"';
  await world.begin({
    tracks: { rates: track(fintech, 'terms', 'news') },
    segments: { us: { title: 'Us', when: 'country = "US"' } },
  });
  world.given.regulated = async ({ item }) => (item === 'terms' ? 'Terms of the loan' : undefined);
  const mo = await world.person('marketer');
  const needs = async (...edits: Edit[]) => (await world.propose(mo, ...edits)).plan.approval;
  const principal = { principal: true, nobody: true };
  const other = { principal: false };

  expect(await needs(put('second', track(fintech, 'terms')))).toMatchObject({
    ...principal,
    reasons: ['It sends regulated content to whom it was not sent before: “Terms of the loan”.'],
  });
  expect(await needs(put('rates', track('industry = "saas"', 'terms', 'news')))).toMatchObject(principal);
  const value = { title: 'T', when: 'demo_request', actions: [{ do: 'enrol', track: 'rates' }] };
  expect(await needs({ op: 'put', path: 'triggers/demo', value })).toMatchObject(principal);

  await world.engine.ingest([
    {
      messageId: 'r',
      source: 'test',
      userId: 'r',
      name: 'page_visit',
      occurredAt: world.now,
      properties: {},
    },
  ]);
  const [lead] = await world.db.query<{ id: string }>('select id from leads limit 1');
  const enrolling: Edit = { op: 'enrol', path: 'enrolments/rates', leads: [lead?.id ?? ''] };
  expect(await needs(enrolling)).toMatchObject(principal);

  expect(await needs(put('second', track(fintech, 'news')))).toMatchObject(other);
  expect(await needs(put('rates', { ...track(fintech, 'terms'), title: 'Rates again' }))).toMatchObject(
    other,
  );
  expect(await needs(lowRisk())).toMatchObject(other);
});

it('so does one whose segment lets others into such a track', async () => {
  await world.begin({
    segments: {
      us: { title: 'Us', when: 'country = "US"' },
      rich: { title: 'Rich', when: 'IN SEGMENT us AND company_size = "enterprise"' },
      them: { title: 'Them', when: 'country = "DE"' },
    },
    tracks: { rates: track('IN SEGMENT rich', 'terms') },
  });
  world.given.regulated = async () => 'Terms';
  const mo = await world.person('marketer');
  const segment = async (id: string) => {
    const value = { title: id, when: 'country = "AT"' };
    const change = await world.propose(mo, { op: 'put', path: `segments/${id}`, value });
    return change.plan.approval?.principal;
  };
  expect(await segment('us')).toBe(true);
  expect(await segment('them')).toBe(false);
});

it('so does one that widens what enrols in such a track, on whatever way', async () => {
  const fires = (when: string, into: string) => ({
    title: 'T',
    when,
    actions: [{ do: 'enrol' as const, track: into }],
  });
  const handOver = (at: number) => ({ title: 'H', at, actions: [{ do: 'enrol' as const, track: 'rates' }] });
  const feeding = (entry: string) => ({
    ...track(entry),
    steps: [{ id: 'on', kind: 'action' as const, action: { do: 'enrol' as const, track: 'rates' } }],
  });
  await world.begin({
    segments: { us: { title: 'Us', when: 'country = "US"' } },
    tracks: { rates: track('country = "NL"', 'terms'), feeder: feeding('country = "DE"') },
    triggers: {
      demo: fires('demo_request', 'rates'),
      visit: fires('page_visit AND IN SEGMENT us', 'feeder'),
    },
    scoring: { rules: {}, thresholds: { hot: handOver(50) } },
  });
  world.given.regulated = async () => 'Terms';
  const mo = await world.person('marketer');
  const needs = async (path: string, value: unknown) => {
    const change = await world.propose(mo, { op: 'put', path, value: value as never });
    return change.plan.approval?.principal;
  };
  expect(await needs('triggers/demo', fires('demo_request OR page_visit', 'rates'))).toBe(true);
  expect(await needs('triggers/visit', fires('page_visit', 'feeder'))).toBe(true);
  expect(await needs('segments/us', { title: 'Us', when: 'country = "CA"' })).toBe(true);
  expect(await needs('scoring/thresholds/hot', handOver(5))).toBe(true);
  expect(await needs('tracks/feeder', feeding('country = "AT"'))).toBe(true);
  expect(await needs('triggers/demo', { ...fires('demo_request', 'rates'), title: 'Again' })).toBe(false);
});
