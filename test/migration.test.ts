import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../db/canonical.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import type { LeadState } from '../engine/core/types.ts';
import type { Edit, Track } from '../engine/program/schema.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { MigratedLead } from '../engine/runtime/changes/migration/types.ts';
import { migrationWords } from '../engine/runtime/changes/migration/words.ts';
import { populationWords } from '../engine/runtime/changes/population/words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, DAY, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const content = (item: string) => ({ item, version: 1, hash: 'a'.repeat(64) });
const email = (id: string) => ({ id, kind: 'email', content: content(id), purpose: 'marketing' }) as const;
const wait = (id: string, length: string) => ({ id, kind: 'wait', for: length }) as const;
const visitors = { title: 'Visitors', when: 'page_visits >= 1 IN last_30_days' };
const nurture: Track = {
  title: 'Nurture',
  objective: '',
  stage: 'awareness',
  entry: { when: 'IN SEGMENT visitors' },
  reentry: 'never',
  exits: { gone: { when: 'country = "XX"' } },
  steps: [email('one'), wait('first', '7 days'), email('two'), wait('second', '4 days'), email('three')],
};
const program = sampleProgram({
  segments: { visitors },
  tracks: { nurture, other: { ...nurture, title: 'Other', exits: {} } },
  triggers: {
    later: {
      title: 'Later',
      when: 'demo_request',
      after: '2 days',
      actions: [{ do: 'notify', audience: 'sales', text: 'Asked two days ago' }],
    },
  },
});

let world: World;
let changes: Changes;
const accountOf = (n: number) => ({
  id: `acme-${n}`,
  fields: { account_name: n === 0 ? 'Example Works' : null },
});
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, n) => `m${from + n}@lead.example`);
beforeAll(async () => {
  world = await createWorld(program);
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  const visit = (emails: string[]) =>
    world.engine.ingest(
      emails.flatMap((address) => [
        ...(address.startsWith('m1') ? [] : [consentOf(world, address)]),
        eventOf(world, address, 'page_visit', {
          account: accountOf(Number(address.slice(1, address.indexOf('@'))) % 3),
        }),
      ]),
    );
  await visit(names(0, 6));
  world.now += 5 * DAY;
  await world.settle();
  // At `first` for five days; those without consent are held at `one`.
  await visit(names(6, 14));
  world.now += 3 * DAY;
  await world.settle();
  const [asks] = names(3, 4);
  await world.engine.ingest([eventOf(world, asks as string, 'demo_request')]);
  // What the earliest were sent first has left; the rest is queued.
  await world.engine.dispatch([{ kind: 'email', send: async () => ({ status: 'sent', messageId: 'x' }) }], 3);
  world.now += DAY;
});

const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author: person, via: 'api' });
const put = (track: string, steps: Track['steps'], parts: Partial<Track> = {}): Edit => ({
  op: 'put',
  path: `tracks/${track}`,
  value: { ...nurture, ...parts, steps } as never,
});
const approve = ({ id, editHash, planHash }: Change) => changes.approve(id, person, { editHash, planHash });

async function states(): Promise<Map<string, LeadState>> {
  const rows = await world.db.query<{ id: string; state: string }>('select id, state from leads');
  return new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as LeadState]));
}

async function migrationOf(id: string, limit: number): Promise<MigratedLead[]> {
  const leads: MigratedLead[] = [];
  let after: string | undefined;
  do {
    const page = await changes.migration(id, { limit, ...(after && { after }) });
    leads.push(...page.leads);
    after = page.next;
  } while (after);
  return leads;
}

it('a plan counts what goes out at once by what is halted, by the cap of the account and by who else is in a segment', async () => {
  const edits: Edit[] = [
    { op: 'put', path: 'tracks/nurture/steps/second', value: { kind: 'wait', for: '12 hours' } },
  ];
  const migrationOf = async (...more: Edit[]) => (await changes.preview([...edits, ...more])).plan.migration;
  const sends = (await migrationOf())?.sends ?? 0;
  expect(sends).toBe(5);
  const cap: Edit = { op: 'put', path: 'policies/accountCap', value: { count: 1, days: 1 } };
  expect((await migrationOf(cap))?.sends).toBe(3);
  expect((await migrationOf({ op: 'put', path: 'halts/*', value: { reason: 'x' } }))?.sends).toBe(0);
  const goal = 'STAKEHOLDERS IN SEGMENT visitors >= 2';
  const ended = (await migrationOf(put('nurture', nurture.steps, { goal })))?.steps
    .filter(({ track }) => track === 'nurture')
    .flatMap((step) => step.ended);
  // The first of each of the three accounts learns of the others only when they wake it, right after.
  expect(ended?.reduce((sum, { leads }) => sum + leads, 0)).toBe(11);
});

describe('a change under which steps go away, shorten and end', () => {
  let change: Change;
  let planned: MigratedLead[];
  beforeAll(async () => {
    change = await propose(
      put('nurture', [
        email('one'),
        email('two'),
        wait('second', '12 hours'),
        email('three'),
        wait('third', '1 day'),
        email('four'),
      ]),
      put('other', [wait('new', '1 day'), email('four')], { title: 'Other', exits: {} }),
      { op: 'remove', path: 'triggers/later' },
    );
    planned = await migrationOf(change.id, 4);
  });

  it('counts in its plan what it tells lead by lead', async () => {
    const { migration, population } = change.plan;
    expect(migration).toMatchObject({ leads: 14, decided: 14 });
    const told = planned.flatMap(({ tracks }) => tracks);
    for (const { track, step, leads, kept, goesOn, moved, ended } of migration?.steps ?? []) {
      const here = told.filter((one) => one.track === track && one.step === step);
      const of = (kind: string) => here.filter(({ becomes }) => becomes === kind).length;
      expect([leads, kept, goesOn]).toEqual([here.length, of('kept'), of('goes_on')]);
      expect(moved.reduce((sum, one) => sum + one.leads, 0)).toBe(of('moved'));
      expect(ended.reduce((sum, one) => sum + one.leads, 0)).toBe(of('ended'));
    }
    expect(migration?.cancelled.emails).toBe(sumOf(({ cancelled }) => cancelled.emails));
    expect(migration?.cancelled.delayed).toBe(1);
    expect(population.leaving).toBe(told.filter(({ becomes }) => becomes === 'ended').length);
    expect(population.accounts?.leaving.count).toBe(3);
    expect(population.accounts?.inFlight).toMatchObject({
      count: 3,
      first: [{ leads: 5 }, { leads: 5 }, { leads: 4 }],
    });
    const { accountNames } = await changes.get(change.id);
    expect(populationWords(change.plan, accountNames)).toContain(
      '14 leads would leave their track at once, of 3 accounts: Example Works (5), acme-1 (5), acme-2 (4)',
    );
    expect(populationWords(change.plan).join()).not.toMatch(/Example Works|acme/);
    expect(migrationWords(change.plan)).toMatchInlineSnapshot(`
      [
        "“Nurture”: 5 leads stay at their step",
        "“Nurture” at first: 4 move to two",
        "“Nurture” at second: 5 go on at once",
        "“Other” at first: 4 end (no step is left for them)",
        "“Other” at one: 5 end (no step is left for them)",
        "“Other” at second: 5 end (no step is left for them)",
        "Cancelled: 13 queued emails, 5 held steps, 1 delayed action",
        "5 emails go out at once",
      ]
    `);
  });

  it('is found again lead by lead when it has been approved', async () => {
    const before = await states();
    await approve(change);
    await world.settle();
    const after = await states();
    expect(planned.map(({ lead }) => lead)).toEqual([...new Set(planned.map(({ lead }) => lead))].sort());
    for (const lead of planned) {
      const [was, is] = [before.get(lead.lead), after.get(lead.lead)];
      for (const { track, step, becomes, to, reason, next } of lead.tracks) {
        expect(was?.enrolments[track]).toMatchObject({ status: 'active', step });
        const now = is?.enrolments[track];
        const timer = is?.timers.find(({ id }) => id === `step:${track}`)?.at;
        if (becomes === 'ended') expect(now).toMatchObject({ status: 'ended', reason });
        else expect([now?.status, now?.step, timer]).toEqual(['active', to ?? step, next]);
      }
      const sent = await world.db.query(
        `select 1 from outbox where lead_id = $1 and kind = 'email' and not_before = to_timestamp($2::float8 / 1000)
         and seq > $3`,
        [lead.lead, world.now, was?.seq],
      );
      expect(sent).toHaveLength(lead.sends);
    }
    expect([...after.values()].filter((state) => Object.keys(state.delayed).length > 0)).toEqual([]);
  });

  it('keeps the time that leads were waiting for; only a wait that is shorter than has passed sends at once', () => {
    expect(sumOf(({ sends }) => sends)).toBe(5);
    const moved = planned.flatMap(({ tracks }) => tracks.filter(({ step }) => step === 'first'));
    expect(moved.length).toBeGreaterThan(0);
    for (const { to, next, track, becomes } of moved) {
      if (track === 'other') expect(becomes).toBe('ended');
      else expect([to, (next ?? 0) > world.now]).toEqual(['two', true]);
    }
  });

  it('refuses the queued emails that it was told to cancel, and no others', async () => {
    const queued = await world.db.query<{ n: number }>(
      `select count(*)::int as n from outbox where kind = 'email' and status = 'queued'`,
    );
    while (
      (await world.engine.dispatch(
        [{ kind: 'email', send: async () => ({ status: 'sent', messageId: 'y' }) }],
        50,
      )) > 0
    );
    const refused = await world.db.query<{ n: number }>(
      `select count(*)::int as n from outbox where kind = 'email' and status = 'refused'`,
    );
    const cancelled = sumOf(({ cancelled: { emails } }) => emails);
    expect(cancelled).toBeGreaterThan(0);
    expect(refused[0]?.n).toBe(cancelled);
    expect(queued[0]?.n).toBeGreaterThan(cancelled);
  });

  it('cannot be told of a change that is settled', async () => {
    await expect(changes.migration(change.id, { limit: 10 })).rejects.toMatchObject({
      code: 'change.settled',
    });
  });

  function sumOf(read: (lead: MigratedLead) => number): number {
    return planned.reduce((sum, lead) => sum + read(lead), 0);
  }
});

it('a rollback moves them on as well, and all of it replays', async () => {
  const change = await propose(
    put('nurture', nurture.steps),
    put('other', nurture.steps, { title: 'Other', exits: {} }),
  );
  const before = await states();
  const planned = await migrationOf(change.id, 500);
  expect(canonicalJson([...(await states())])).toBe(canonicalJson([...before]));
  await approve(change);
  await world.settle();
  for (const { lead, tracks } of planned)
    for (const { track, becomes, to, step } of tracks)
      if (becomes !== 'ended') expect((await states()).get(lead)?.enrolments[track]?.step).toBe(to ?? step);
  expect((await verifyReplay(world.db)).mismatches).toEqual([]);
});
