import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { decideExperiment } from '../engine/analytics/experiments/decide-experiment.ts';
import { planExperiment } from '../engine/analytics/experiments/plan-experiment.ts';
import { type ExperimentReading, readExperiment } from '../engine/analytics/experiments/read-experiment.ts';
import { readGround } from '../engine/analytics/experiments/read-ground.ts';
import { rollUp } from '../engine/analytics/facts/roll-up.ts';
import type { Program } from '../engine/program/schema.ts';
import { createWorld, DAY, eventOf, HOUR, sampleProgram, T0, type World } from './runtime-world.ts';

const content = { item: 'hello', version: 1, hash: 'a'.repeat(64) };
const arms = { a: { title: 'As it was', weight: 1 }, b: { title: 'New', weight: 1 } };
const experiment = {
  title: 'Subject line',
  element: 'call-to-action',
  arms,
  control: 'a',
  population: 'lead_score >= 0',
  metric: 'click',
  guardrails: ['unsubscribe'],
  window: '14 days',
};
const welcome = {
  title: 'Welcome',
  stage: 'awareness',
  entry: { when: 'IN SEGMENT visitors' },
  steps: [
    { id: 'hello', kind: 'email', content },
    { id: 'branch', kind: 'branch', cases: [{ when: 'experiment_subject = "b"', goto: 'again' }] },
    { id: 'pause', kind: 'wait', for: '21 days' },
    { id: 'again', kind: 'email', content },
    {
      id: 'ways',
      kind: 'split',
      arms: [
        { id: 'x', weight: 1, goto: 'again-x' },
        { id: 'y', weight: 3, goto: 'again-y' },
      ],
    },
    { id: 'again-x', kind: 'email', content },
    { id: 'again-y', kind: 'email', content },
  ],
};
const programWith = (parts: object = {}, policies: object = {}): Program =>
  sampleProgram({ tracks: { welcome }, experiments: { subject: { ...experiment, ...parts } }, policies });

let world: World;
let db: Database;
let program: Program;
const read = (id: string, asOf: number) => readExperiment(db, { program, id, asOf });
const armOf = (reading: ExperimentReading, id: string) => reading.arms.find((arm) => arm.id === id);

/** Lead ids that differ in lane. */
const lead = (n: number) =>
  `${(n % 256).toString(16).padStart(2, '0')}${n.toString(16).padStart(6, '0')}-0000-4000-8000-000000000000`;
const laneSql = `('x' || left(lead_id::text, 2))::bit(8)::int`;

interface Came {
  n: number;
  experiment: string;
  arm: string;
  /** Days after T0. */
  day: number;
  /** The email was sent so long after it got its arm; 0 unless said. */
  sentAfter?: number;
  clickedAfter?: number;
  unsubscribedAfter?: number;
  sqlAfter?: number;
}

async function come(leads: readonly Came[]) {
  const rows = JSON.stringify(
    leads.map((one) => ({ ...one, id: lead(one.n), at: new Date(T0 + one.day * DAY).toISOString() })),
  );
  const given = `x as (select id::uuid as lead_id, experiment, arm, at, coalesce("sentAfter", 0) as sent, "clickedAfter" as clicked,
    "unsubscribedAfter" as unsubscribed, "sqlAfter" as sql
    from jsonb_to_recordset($1::text::jsonb) as x(id text, experiment text, arm text, at timestamptz,
      "sentAfter" float8, "clickedAfter" float8, "unsubscribedAfter" float8, "sqlAfter" float8))`;
  await db.query(
    `with ${given} insert into exposure_facts (lane, lead_id, experiment, arm, at)
     select ${laneSql}, lead_id, experiment, arm, at from x`,
    [rows],
  );
  await db.query(
    `with ${given}
     insert into email_facts (lane, lead_id, from_id, seq, ordinal, sent_at, track, step, enrolment, item, version, stage,
       purpose, clicked_at, unsubscribed_at, dims)
     select ${laneSql}, lead_id, lead_id, 1, 0, at + sent * interval '1 day', 'welcome', 'hello', 1, 'hello', 1, 'awareness', 'marketing',
       at + clicked * interval '1 day', at + unsubscribed * interval '1 day', '{}' from x on conflict do nothing`,
    [rows],
  );
  await db.query(
    `with ${given}
     insert into stay_facts (lane, lead_id, kind, n, stage, entered_at, left_at, next_stage, forward, nurtured, emails, pieces, dims)
     select ${laneSql}, lead_id, kind, 1, case kind when 'journey' then 'awareness' else 'lead' end, at - interval '1 hour',
       at + sql * interval '1 day', case kind when 'journey' then 'consideration' else 'opportunity' end, sql is not null,
       true, 1, 0, '{}' from x, (values ('journey'), ('lifecycle')) k(kind) on conflict do nothing`,
    [rows],
  );
}

beforeAll(async () => {
  program = programWith();
  world = await createWorld(program);
  db = world.db;
  await db.query('update programs set activated_at = to_timestamp($1::float8 / 1000)', [T0 - 2 * DAY]);
  // 24 leads a day and arm for 28 days; in `a` every tenth clicks after two days, in `b` every fifth; every fiftieth
  // clicks too late, after fifteen. One in two reaches SQL: in `a` after 40 days, in `b` after 20.
  const leads = Array.from({ length: 2 * 24 * 28 }, (_, n): Came => {
    const arm = n % 2 === 0 ? 'a' : 'b';
    const k = n >> 1;
    const clicks = k % (arm === 'a' ? 10 : 5) === 0;
    return {
      n,
      experiment: 'subject',
      arm,
      day: k % 28,
      ...(clicks ? { clickedAfter: 2 } : k % 50 === 7 ? { clickedAfter: 15 } : {}),
      ...(k % 2 === 0 && { sqlAfter: arm === 'a' ? 40 : 20 }),
    };
  });
  await come(leads);
});

describe('an experiment that was lived', () => {
  it('counts clicks within the window, of leads whose window has ended', async () => {
    const reading = await read('subject', T0 + 21 * DAY);
    // 21 days of 24 leads each came, and the window of those of the first eight is over.
    expect(reading.arms.map(({ exposed, outcome }) => [exposed, outcome.denominator])).toEqual([
      [24 * 21, 24 * 8],
      [24 * 21, 24 * 8],
    ]);
    expect(reading.verdict).toMatchObject({
      kind: 'not-enough',
      words: 'not enough data yet (192 of 500 leads; 21 of 21 days)',
    });
    expect(reading.arms[1]?.against?.p).toBeNull();
  });

  it('gives its verdict by the leads of the planned day, and keeps to it', async () => {
    const reading = await read('subject', T0 + 60 * DAY);
    expect(armOf(reading, 'a')?.outcome).toMatchObject({ numerator: 68, denominator: 672 });
    expect(armOf(reading, 'b')?.outcome).toMatchObject({ numerator: 135, denominator: 672 });
    expect(reading.verdict).toMatchObject({ kind: 'better', arm: 'b' });
    expect(reading.lookedAt).toBe(Date.UTC(2026, 0, 5 + 14 + 21));
    expect(reading.until).toBe(T0 + 60 * DAY);
    const sooner = await read('subject', T0 + 40 * DAY);
    expect(sooner.verdict).toEqual(reading.verdict);
    expect(sooner.arms[1]?.against?.p).toBe(reading.arms[1]?.against?.p);
  });

  it('about time compares how long leads take, with those who wait still', async () => {
    program = programWith({ metric: 'time-to-sql', window: '21 days' });
    const reading = await read('subject', T0 + 60 * DAY);
    expect(armOf(reading, 'b')?.days?.median).toBe(20);
    // Of those that came late nobody can know yet.
    expect(armOf(reading, 'a')?.days?.median).toBeNull();
    expect(reading.verdict).toMatchObject({ kind: 'better', arm: 'b' });
    expect(reading.arms[1]?.against).toMatchObject({ shown: 'better', alwaysValid: null });
    program = programWith();
  });

  it('about time leaves out who was there before', async () => {
    const leads = [-0.02, -0.02, -0.02, 5, 5, undefined].map((after, n): Came => {
      return { n: 7_000 + n, experiment: 'sooner', arm: 'a', day: 1, ...(after && { sqlAfter: after }) };
    });
    await come(leads);
    const timed = { ...experiment, metric: 'time-to-sql' };
    program = sampleProgram({ tracks: {}, experiments: { sooner: timed } });
    expect(armOf(await read('sooner', T0 + 60 * DAY), 'a')?.days).toMatchObject({ median: 5 });
    program = programWith();
  });

  it('counts nothing that came before the arm, no harm of an email from before it, and no deal that was lost', async () => {
    await come([
      {
        n: 8_001,
        experiment: 'since',
        arm: 'a',
        day: 2,
        sentAfter: -2,
        clickedAfter: -1,
        unsubscribedAfter: 1,
      },
      { n: 8_002, experiment: 'since', arm: 'a', day: 2, clickedAfter: 1, unsubscribedAfter: 1 },
    ]);
    for (const [n, won] of [
      [8_001, false],
      [8_002, true],
    ] as const)
      await db.query(
        `insert into deal_facts (lane, lead_id, from_id, seq, at, kind, won, nurtured, dims)
         values ($1, $2, $2, 9, to_timestamp($3::float8 / 1000), 'closed', $4, true, '{}')`,
        [n % 256, lead(n), T0 + 5 * DAY, won],
      );
    for (const metric of ['click', 'deal']) {
      program = sampleProgram({ tracks: {}, experiments: { since: { ...experiment, metric } } });
      const arm = armOf(await read('since', T0 + 60 * DAY), 'a');
      expect(arm?.outcome).toMatchObject({ numerator: 1, denominator: 2 });
      expect(arm?.guardrails).toMatchObject([{ guardrail: 'unsubscribe', numerator: 1, denominator: 2 }]);
    }
    program = programWith();
  });

  it('counts by every metric and names what it does not know', async () => {
    for (const metric of ['download', 'demo-request', 'meeting', 'progression', 'goal', 'sql', 'deal']) {
      // Half of `b` get to another stage after 20 days.
      const done = metric === 'progression' || metric === 'sql' ? 336 : 0;
      program = programWith({ metric, window: '21 days' });
      expect(armOf(await read('subject', T0 + 60 * DAY), 'b')?.outcome.numerator).toBe(done);
    }
    program = programWith();
    await expect(read('none', T0)).rejects.toMatchObject({ code: 'experiment.unknown' });
  });

  it('sounds the alarm of a guardrail', async () => {
    await come(
      Array.from({ length: 60 }, (_, n): Came => {
        const arm = n % 2 === 0 ? 'a' : 'b';
        return {
          n: 5_000 + n,
          experiment: 'harm',
          arm,
          day: 1,
          ...(arm === 'b' && { unsubscribedAfter: 1 }),
        };
      }),
    );
    program = sampleProgram({ tracks: {}, experiments: { harm: experiment } });
    const reading = await read('harm', T0 + 5 * DAY);
    expect(reading.verdict).toMatchObject({ kind: 'guardrail', arm: 'b' });
    expect(armOf(reading, 'b')?.guardrails[0]).toMatchObject({ numerator: 30, denominator: 30, alarm: true });
    program = programWith();
  });

  it('of a split that nobody declared, and of the hold-out, is read with defaults', async () => {
    program = programWith({}, { holdout: { percent: 10 } });
    const split = await read('welcome/ways', T0 + DAY);
    expect(split.experiment).toMatchObject({
      title: 'Welcome: ways',
      metric: 'progression',
      declared: false,
      leadsPerArm: 500,
      cycleMs: 21 * DAY,
      tracks: ['welcome'],
    });
    expect(split.verdict.kind).toBe('empty');
    const holdout = await read('holdout', T0 + DAY);
    expect(holdout.arms.map(({ id, weight, control }) => [id, weight, control])).toEqual([
      ['held', 10, true],
      ['nurtured', 90, false],
    ]);
    const sooner = await readExperiment(db, { program, id: 'holdout', metric: 'time-to-sql', asOf: T0 });
    expect(sooner.experiment.metric).toBe('time-to-sql');
    await expect(
      readExperiment(db, { program, id: 'subject', metric: 'deal', asOf: T0 }),
    ).rejects.toMatchObject({ code: 'experiment.metric' });
    program = programWith();
  });
});

describe('an experiment whose program changed', () => {
  it('counts nothing after it was decided, and those alone who came since the arms are as they are', async () => {
    world.now = T0 + 10 * DAY;
    await world.activate(programWith({ arms: { ...arms, b: { title: 'New', weight: 3 } } }));
    world.now = T0 + 12 * DAY;
    await world.activate(programWith());
    world.now = T0 + 20 * DAY;
    program = programWith({ decided: 'b' });
    await world.activate(program);
    const reading = await read('subject', T0 + 60 * DAY);
    expect(reading).toMatchObject({ decidedAt: T0 + 20 * DAY, until: T0 + 20 * DAY, from: T0 + 12 * DAY });
    expect(armOf(reading, 'a')).toMatchObject({ exposed: 24 * 8, outcome: { denominator: 0 } });
    world.now = T0 + 30 * DAY;
    program = programWith();
    await world.activate(program);
    // Opened again: those who came while it was decided are all in one arm.
    expect(await read('subject', T0 + 60 * DAY)).toMatchObject({ decidedAt: null, from: null });
  });

  it('is decided by a change of the declared experiment', () => {
    expect(decideExperiment(program, 'subject', 'b')).toMatchObject({
      title: 'Promote "New" of the experiment "Subject line"',
      edits: [{ op: 'put', path: 'experiments/subject', value: { control: 'a', decided: 'b' } }],
    });
    expect(decideExperiment(program, 'subject', 'a').title).toBe('Stop the experiment "Subject line"');
    const codeOf = (id: string, arm: string) => {
      try {
        return decideExperiment(program, id, arm).title;
      } catch (error) {
        return (error as { code?: string }).code;
      }
    };
    expect(codeOf('subject', 'z')).toBe('experiment.arm_unknown');
    expect(codeOf('welcome/ways', 'x')).toBe('experiment.undeclared');
    program = programWith({ decided: 'b' });
    expect(codeOf('subject', 'b')).toBe('experiment.decided');
    program = programWith();
  });
});

describe('planning', () => {
  it('has the rate and the traffic of the company', async () => {
    const ground = await readGround(db, { program, whom: {}, metric: 'click', asOf: T0 + 56 * DAY });
    expect(ground.rate).toMatchObject({ denominator: 2 * 24 * 28 + 68 });
    expect(ground.leadsPerWeek).toBeCloseTo((2 * 24 * 28 + 68) / 8, 0);
    expect(ground.cycleMs).toBe(21 * DAY);
    const none = await readGround(db, {
      program,
      whom: { segment: 'visitors' },
      metric: 'sql',
      asOf: T0 + 56 * DAY,
    });
    expect(none).toMatchObject({ leadsPerWeek: 0, rate: { denominator: 0 } });
    expect(planExperiment(none, { arms: 2, effect: 0.02, leadsPerArm: 500 }).forEffect).toBeUndefined();
    await expect(
      readGround(db, { program, whom: { track: 'x' }, metric: 'sql', asOf: T0 }),
    ).rejects.toMatchObject({
      code: 'track.unknown',
    });
  });
});

describe('an experiment without any difference, lived by the engine', () => {
  it('shares leads out as planned, counts what they did in the arm they had, and finds nothing', async () => {
    const way = { do: 'lifecycle', stage: 'mql' };
    program = sampleProgram({
      tracks: {
        plain: {
          title: 'Plain',
          stage: 'awareness',
          entry: { when: 'page_visits >= 1' },
          steps: [
            {
              id: 'ways',
              kind: 'split',
              experiment: 'alike',
              arms: [
                { id: 'a', weight: 1, goto: 'one' },
                { id: 'b', weight: 1, goto: 'other' },
              ],
            },
            { id: 'one', kind: 'action', action: way },
            { id: 'other', kind: 'action', action: way },
            { id: 'pause', kind: 'wait', for: '9 days' },
          ],
        },
      },
      experiments: {
        everybody: {
          ...experiment,
          population: 'page_visits >= 1',
          metric: 'demo-request',
          window: '3 days',
        },
        alike: { ...experiment, population: undefined, metric: 'demo-request', window: '3 days' },
      },
    });
    const start = T0 + 100 * DAY;
    world.now = start;
    await world.activate(program);
    const emails = Array.from({ length: 200 }, (_, n) => `lead${n}@alike.example`);
    // Fifty an hour; every fifth asks for a demo a day later.
    for (let from = 0; from < emails.length; from += 50) {
      world.now += HOUR;
      await world.engine.ingest(
        emails.slice(from, from + 50).map((email) => eventOf(world, email, 'page_visit')),
      );
    }
    await world.settle();
    world.now = start + DAY;
    const asked = emails.filter((_, n) => n % 5 === 0);
    await world.engine.ingest(asked.map((email) => eventOf(world, email, 'demo_request')));
    world.now = start + 5 * DAY;
    await world.settle();
    await rollUp(db, { now: world.now });
    const reading = await readExperiment(db, { program, id: 'alike' });
    expect(reading).toMatchObject({ from: start + HOUR, until: world.now, ratio: { mismatch: false } });
    const held = await db.query<{ arm: string; leads: number; asked: number }>(
      `select state::jsonb -> 'variants' ->> 'alike' as arm, count(*)::int as leads,
         (count(*) filter (where exists (select from inputs i
            where i.lane = l.lane and i.lead_id = l.id and i.name = 'demo_request')))::int as asked
       from leads l where fields ->> 'email' like '%@alike.example' group by 1 order by 1`,
    );
    expect(
      reading.arms.map(({ id, exposed, outcome }) => ({ arm: id, leads: exposed, asked: outcome.numerator })),
    ).toEqual(held);
    expect(held.reduce((sum, { leads }) => sum + leads, 0)).toBe(200);
    expect(reading.arms[1]?.against?.alwaysValid?.p).toBeGreaterThan(0.05);
    expect(reading.verdict.kind).toBe('not-enough');
    // By a population, as soon as it holds, and not by the same hash.
    const everybody = await readExperiment(db, { program, id: 'everybody' });
    expect(everybody.from).toBe(reading.from);
    expect(everybody.ratio.mismatch).toBe(false);
    const exposed = everybody.arms.map((arm) => arm.exposed);
    expect(exposed.reduce((sum, n) => sum + n, 0)).toBe(200);
    expect(exposed).not.toEqual(reading.arms.map((arm) => arm.exposed));
  });
});
