import { beforeAll, describe, expect, it } from 'vitest';
import { type SimulationOptions, simulate } from '../engine/backtest/simulate/index.ts';
import { planAhead } from '../engine/backtest/simulate/plan-ahead.ts';
import type { TraceEntry } from '../engine/core/types.ts';
import type { Edit, Track } from '../engine/program/schema.ts';
import type { AheadFigures } from '../engine/runtime/changes/ahead/types.ts';
import { aheadWords } from '../engine/runtime/changes/ahead/words.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person } from '../engine/runtime/changes/types.ts';
import {
  consentOf,
  createWorld,
  DAY,
  eventOf,
  HOUR,
  PERSON,
  sampleProgram,
  type World,
} from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const email = (id: string) =>
  ({
    id,
    kind: 'email',
    content: { item: id, version: 1, hash: 'a'.repeat(64) },
    purpose: 'marketing',
  }) as const;
const wait = (id: string, length: string) => ({ id, kind: 'wait', for: length }) as const;
const nurture: Track = {
  title: 'Nurture',
  objective: '',
  stage: 'awareness',
  entry: { when: 'IN SEGMENT visitors' },
  reentry: 'never',
  exits: {},
  steps: [
    email('one'),
    wait('first', '7 days'),
    email('two'),
    { id: 'aware', kind: 'action', action: { do: 'journey', stage: 'consideration' } },
    wait('second', '4 days'),
    email('three'),
  ],
};
const program = sampleProgram({
  segments: { visitors: { title: 'Visitors', when: 'page_visits >= 1 IN last_30_days' } },
  policies: { quietHours: { from: 20, to: 8 }, cap: { count: 2, days: 5 } },
  tracks: { nurture },
});
const edits: Edit[] = [
  {
    op: 'put',
    path: 'tracks/nurture',
    value: {
      ...nurture,
      steps: [
        email('one'),
        email('two'),
        wait('second', '1 day'),
        email('three'),
        wait('third', '2 days'),
        email('four'),
      ],
    } as never,
  },
  {
    op: 'put',
    path: 'tracks/back',
    value: {
      title: 'Come back',
      stage: 'awareness',
      entry: { when: 'page_visits = 0 IN last_10_days' },
      steps: [wait('short', '1 hour'), email('back')],
    } as never,
  },
];

const track = (title: string) => ({ title, stage: 'awareness', steps: [wait('day', '1 day')] });

interface Lived {
  world: World;
  changes: Changes;
}

/** Eight leads who came on different days, some without consent. */
async function lived(): Promise<Lived> {
  const world = await createWorld(program);
  const changes = createChanges({
    db: world.db,
    engine: world.engine,
    clock: () => world.now,
    ahead: planAhead,
  });
  for (let n = 0; n < 8; n++) {
    const address = `a${n}@lead.example`;
    await world.engine.ingest([
      ...(n % 4 === 3 ? [] : [consentOf(world, address)]),
      eventOf(world, address, 'page_visit'),
    ]);
    await until(world, world.now + 29 * HOUR);
  }
  return { world, changes };
}

/** A worker that is always there: whatever falls due is taken at its instant. */
async function until(world: World, end: number): Promise<void> {
  await world.settle();
  for (;;) {
    const [next] = await world.db.query<{ at: number | null }>('select min(next_due_at) as at from leads');
    if (next?.at === null || next === undefined || next.at > end) break;
    world.now = Math.max(world.now + 1, next.at);
    await world.settle();
  }
  world.now = end;
}

async function happened(world: World, since: number, days: number): Promise<AheadFigures> {
  const rows = await world.db.query<{ lead_id: string; decision: string }>(
    `select lead_id, decision from inputs
     where at >= to_timestamp($1::float8 / 1000) and at <= to_timestamp($2::float8 / 1000)
       and (kind in ('timer', 'activation'))`,
    [since, since + days * DAY],
  );
  const traces = rows.flatMap(({ lead_id, decision }) =>
    (JSON.parse(decision).trace as TraceEntry[]).map((entry) => ({ lead: lead_id, did: entry.did })),
  );
  const leads = (...did: TraceEntry['did'][]) =>
    new Set(traces.filter((entry) => did.includes(entry.did)).map(({ lead }) => lead)).size;
  return {
    entering: leads('enrol'),
    leaving: leads('end'),
    moving: leads('journey', 'lifecycle'),
    emailed: leads('email'),
    emails: traces.filter(({ did }) => did === 'email').length,
  };
}

describe('what a plan says of the days to come', () => {
  let changed: Lived;
  let unchanged: Lived;
  beforeAll(async () => {
    changed = await lived();
    unchanged = await lived();
  });

  it('knows what is paused, resumed and enrolled by the change', async () => {
    const { changes, world } = unchanged;
    const [lead] = await world.db.query<{ id: string }>('select id from leads order by id limit 1');
    const paused = await changes.preview([{ op: 'put', path: 'halts/*', value: { reason: 'A break' } }]);
    expect(paused.plan.ahead?.periods[1]).toMatchObject({ proposed: { emails: 0 } });
    expect(paused.plan.ahead?.periods[1]?.base.emails).toBeGreaterThan(0);

    await world.engine.halt('*', PERSON, 'A break');
    const resumed = await changes.preview([{ op: 'remove', path: 'halts/*' }]);
    await world.db.exec('delete from halts');
    expect(resumed.plan.ahead?.periods[1]?.base.emails).toBe(0);
    expect(resumed.plan.ahead?.periods[1]?.proposed).toEqual(paused.plan.ahead?.periods[1]?.base);

    const enrolled = await changes.preview([
      { op: 'put', path: 'tracks/hand', value: track('By hand') as never },
      { op: 'enrol', path: 'enrolments/hand', leads: [lead?.id as string] },
    ]);
    const [base, proposed] = [
      enrolled.plan.ahead?.periods[0]?.base,
      enrolled.plan.ahead?.periods[0]?.proposed,
    ];
    expect(proposed?.entering).toBe((base?.entering ?? 0) + 1);

    // The program in force enrols nobody, also in a track that it has.
    const known = { ...program.tracks.nurture, entry: undefined };
    await world.activate({ ...program, tracks: { ...program.tracks, hand: known as never } });
    const hand: Edit = { op: 'enrol', path: 'enrolments/hand', leads: [lead?.id as string] };
    const [period] = (await changes.preview([hand])).plan.ahead?.periods ?? [];
    expect([period?.base.entering, period?.proposed.entering]).toEqual([0, 1]);
    await world.activate(program);
  });

  it('counts for a new condition what happened before', async () => {
    const seen = { ...track('Seen'), entry: { when: 'page_visits >= 1 IN last_90_days' } };
    const { plan } = await unchanged.changes.preview([
      { op: 'put', path: 'tracks/seen', value: seen as never },
    ]);
    const [period] = plan.ahead?.periods ?? [];
    expect([period?.base.entering, period?.proposed.entering]).toEqual([0, 8]);
  });

  it('run ahead, leads answer as they are said to, under the halts of each side, and are found where they differ', async () => {
    const { db } = unchanged.world;
    const { program: base } = await unchanged.world.engine.program();
    const clicked = { do: 'notify', audience: 'sales', text: 'A click' };
    const triggers = { click: { title: 'C', when: 'email_click', actions: [clicked] } } as never;
    const common = { base, now: unchanged.world.now, days: 30, sample: 8 };
    const did = async (what: string, options: Partial<SimulationOptions>) => {
      const found = await simulate(db, { ...common, proposed: base, behaviour: 'nothing', ...options });
      const count = (side: 'base' | 'proposed') =>
        found.flatMap((lead) => lead[side].filter((entry) => entry.did === what)).length;
      return [count('base'), count('proposed')];
    };
    expect(await simulate(db, { ...common, proposed: base, behaviour: 'nothing' })).toEqual([]);
    const emails = await did('email', { halted: { base: [], proposed: ['*'] } });
    expect(emails).toEqual([expect.any(Number), 0]);
    expect(emails[0]).not.toBe(0);
    const clicks = await did('notify', { proposed: { ...base, triggers }, behaviour: 'everything' });
    expect(clicks).toEqual([0, emails[0]]);
    expect(await did('notify', { proposed: { ...base, triggers } })).toEqual([0, 0]);
  });

  it('is what then happens when nothing arrives, with the change and without it', async () => {
    const { world, changes } = changed;
    const change = await changes.propose({ title: 'A change', edits, author: person, via: 'api' });
    const { ahead } = change.plan;
    expect(ahead).toMatchObject({ leads: 8, of: 8 });
    expect(aheadWords(change.plan)).toMatchInlineSnapshot(`
      [
        "Within 7 days, if nothing else happens: 16 emails instead of 8, 7 entering a track instead of 0, 3 leaving one instead of 4, 0 moving to another stage instead of 4",
        "Within 30 days, if nothing else happens: 22 emails instead of 10, 8 entering a track instead of 0, 0 moving to another stage instead of 4",
      ]
    `);

    const since = world.now;
    const { id, editHash, planHash } = change;
    await changes.approve(id, person, { editHash, planHash });
    await until(world, since + 30 * DAY);
    await until(unchanged.world, since + 30 * DAY);
    for (const { days, base, proposed } of ahead?.periods ?? []) {
      expect(proposed).toEqual(await happened(world, since, days));
      expect(base).toEqual(await happened(unchanged.world, since + 1, days));
    }
    expect(ahead?.periods[0]?.proposed).not.toEqual(ahead?.periods[0]?.base);
  });
});
