import { beforeAll, describe, expect, it } from 'vitest';
import { queryLeads } from '../engine/analytics/query-leads.ts';
import { armsWords } from '../engine/backtest/explain/arms-words.ts';
import { explainTrack } from '../engine/backtest/explain/index.ts';
import { explainLead } from '../engine/backtest/explain/lead.ts';
import { whyNotWords } from '../engine/backtest/explain/words.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { simulate } from '../engine/backtest/simulate/index.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { type Edit, programSchema } from '../engine/program/schema.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { planWords } from '../engine/runtime/changes/plan/plan-words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { consentOf, createWorld, eventOf, PERSON, type World } from './runtime-world.ts';

const ada: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const handOver = {
  title: 'Hand over earlier',
  element: 'hand-off',
  arms: { early: { title: 'At 5', weight: 1 }, late: { title: 'At 50', weight: 1 } },
  control: 'late',
  population: 'company_size = "smb"',
  metric: 'sql',
};
const put = (path: string, value: object): Edit => ({ op: 'put', path, value: value as never });
const declare = (parts: object = {}) => put('experiments/hand-over', { ...handOver, ...parts });
const early = put('scoring/thresholds/early', {
  title: 'Early',
  at: 5,
  when: 'experiment_hand_over = "early"',
  actions: [{ do: 'lifecycle', stage: 'mql' }],
});
const callers = put('tracks/callers', {
  title: 'Callers',
  stage: 'decision',
  entry: { when: 'experiment_hand_over = "early" AND lead_score >= 5' },
  steps: [
    { id: 'w', kind: 'wait', until: { time: '09:00', zone: 'program' } },
    { id: 'call', kind: 'action', action: { do: 'task', queue: 'sales', title: 'Call', within: '1 day' } },
  ],
});

let world: World;
let changes: Changes;
beforeAll(async () => {
  world = await createWorld();
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  await world.engine.ingest(
    Array.from({ length: 40 }, (_, n) => {
      const email = `lead${n}@share.example`;
      const account = { id: `c${n}.example`, fields: { company_size: n % 4 === 0 ? 'enterprise' : 'smb' } };
      return [consentOf(world, email, { account }), eventOf(world, email, 'page_visit')];
    }).flat(),
  );
});

const propose = (...edits: Edit[]) => changes.propose({ title: 'A change', edits, author: ada, via: 'api' });
const approve = ({ id, editHash, planHash }: Change) => changes.approve(id, ada, { editHash, planHash });
const affected = ({ plan }: Change) => planWords(plan)[0]?.lines;
async function count(text: string): Promise<number> {
  const { program } = await world.engine.program();
  const vocabulary = vocabularyOf(program);
  const condition = parseCondition(text, vocabulary);
  return (await queryLeads(world.db, { condition, segments: {}, vocabulary, now: world.now })).count;
}
async function breakdown(field: string) {
  const { program } = await world.engine.program();
  const vocabulary = vocabularyOf(program);
  const answer = await queryLeads(world.db, { segments: {}, vocabulary, now: world.now, breakdown: field });
  return Object.fromEntries((answer.breakdown ?? []).map(({ value, count: n }) => [`${value}`, n]));
}
/** What `settle` reaches idle leads by. */
async function sweep(): Promise<void> {
  world.now += 60_000;
  await world.settle();
}
const leadOf = async (where: string) =>
  (await world.db.query<{ id: string }>(`select id from leads where ${where} order by id limit 1`))[0]?.id ??
  '';

describe('an experiment by a change', () => {
  it('says how many leads get an arm, and counts those that may enter by it', async () => {
    const change = await propose(declare(), early, callers);
    expect(affected(change)).toEqual(
      expect.arrayContaining([
        '30 leads would enter “Callers” now, of 30 accounts',
        'Arms are drawn when this is approved: of those counted as entering “Callers” fewer may',
        '30 leads are of the population of “Hand over earlier” now and get an arm at once',
      ]),
    );
    expect(change.plan.risk.reasons).toContain(
      'It changes which arm leads have, or count as in, and with it whatever the arms decide.',
    );
    await approve(change);
    await sweep();
  });

  it('gives each lead of the population its arm, which conditions in memory and in the database see', async () => {
    const [early_, late] = [
      await count('experiment_hand_over = "early"'),
      await count('experiment_hand_over = "late"'),
    ];
    expect(early_ + late).toBe(30);
    expect(Math.min(early_, late)).toBeGreaterThan(5);
    expect(await count('experiment_hand_over IS UNKNOWN')).toBe(10);
    expect(await breakdown('experiment_hand_over')).toEqual({ early: early_, late, null: 10 });
    expect(await count('ON TRACK callers')).toBe(early_);
    // Rows of before there was a column.
    await world.db.query('update leads set variants = null');
    expect(await count('experiment_hand_over = "early"')).toBe(early_);
    expect(await breakdown('experiment_hand_over')).toEqual({ early: early_, late, null: 10 });
  });

  it('hands over by the arm who comes to the points from then on', async () => {
    await world.engine.ingest([
      eventOf(world, 'lead1@share.example', 'page_visit'),
      eventOf(world, 'lead2@share.example', 'page_visit'),
    ]);
    const arms = await count('experiment_hand_over = "early" AND lifecycle_stage = "mql"');
    // The threshold came by a change: who stood above it already is not handed over.
    expect(arms).toBe(0);
    await world.engine.ingest(
      Array.from({ length: 10 }, (_, n) => {
        const account = { id: `d${n}.example`, fields: { company_size: 'smb' } };
        return eventOf(world, `new${n}@share.example`, 'page_visit', { account });
      }),
    );
    const handed = await count('lifecycle_stage = "mql"');
    expect(handed).toBe(await count('experiment_hand_over = "early" AND lifecycle_stage = "mql"'));
    expect([handed > 0, handed < 10]).toEqual([true, true]);
  });

  it('is replayed byte for byte, and shown in the calendar of a lead that would get an arm', async () => {
    expect(await verifyReplay(world.db)).toMatchObject({ mismatches: [], skipped: 0 });
    const { program } = await world.engine.program();
    const second = programSchema.shape.experiments.parse({
      second: { ...handOver, population: 'lead_score >= 5' },
    });
    const id = await leadOf(`variants ->> 'hand-over' = 'early'`);
    const [lead] = await simulate(world.db, {
      base: program,
      proposed: { ...program, experiments: { ...program.experiments, ...second } },
      now: world.now,
      days: 3,
      behaviour: 'nothing',
      leads: [id],
    });
    const arm = { at: world.now, did: 'arm', what: 'second' };
    expect(lead?.proposed[0]).toMatchObject(arm);
    expect(lead?.base.filter(({ did }) => did === 'arm')).toEqual([]);
    expect(lead?.proposed.filter(({ did }) => did !== 'arm')).toEqual(lead?.base);
  });

  it('is promoted by a change that says so, and every lead counts as in that arm', async () => {
    const { early: had = 0, late: other = 0, null: none = 0 } = await breakdown('experiment_hand_over');
    const change = await propose(declare({ decided: 'early' }));
    expect(change.plan.diff).toEqual([
      'Experiment “Hand over earlier”: is decided: everybody gets arm “early” “At 5”, and nobody is shared out any more',
    ]);
    expect(affected(change)).toContain(
      `${other} leads have another arm of “Hand over earlier” than “early” now, and count as in “early” from then on`,
    );
    expect(affected(change)?.[0]).toBe(
      `${other + none} leads would enter “Callers” now, of ${other + none} accounts`,
    );
    await approve(change);
    expect(await count('experiment_hand_over = "early"')).toBe(50);
    await sweep();
    expect(await count('ON TRACK callers')).toBe(50);
    const active = await world.engine.program();
    const late = await leadOf(`variants ->> 'hand-over' = 'late'`);
    const lead = await explainLead(world.db, active, late, world.now);
    expect(lead && armsWords(lead)).toEqual([
      'arm late of hand-over, decided: every lead counts as in arm early',
    ]);
    expect(had).toBeGreaterThan(0);
  });

  it('is taken back as any change is, and leads have again what they had', async () => {
    const before = (await world.engine.program()).version - 1;
    const change = await changes.rollback({ version: before, author: ada, via: 'api' });
    expect(change.plan.diff[0]).toContain('goes on: leads have again the arm that they had');
    await approve(change);
    expect(await count('experiment_hand_over = "late"')).toBeGreaterThan(5);
    expect(await count('experiment_hand_over IS UNKNOWN')).toBe(10);
    await sweep();
    expect(await verifyReplay(world.db)).toMatchObject({ mismatches: [], skipped: 0 });
  });
});

describe('a hold-out by a change', () => {
  it('says what it costs', async () => {
    const except = 'company_size = "enterprise"';
    const change = await propose(put('policies/holdout', { percent: 50, except }));
    // All 50 leads came this month, 40 of them are not excepted; of these some were on a track.
    const waiting = await count(
      'company_size = "smb" AND NOT EVER ON TRACK callers AND NOT EVER ON TRACK welcome',
    );
    expect(affected(change)).toEqual([
      'About 20 of the next 40 new leads a month will get no nurture (as many came in the last 30 days)',
      ...(waiting > 0 ? [expect.stringContaining('that were on no track yet are held out at once')] : []),
    ]);
    expect(change.plan.risk).toMatchObject({
      level: 'high',
      reasons: expect.arrayContaining(['It changes who is nurtured at all.']),
    });
    await approve(change);
    await sweep();
    expect(await count(`experiment_holdout = "held" AND ${except}`)).toBe(0);
  });

  it('keeps new leads that fall to it off every track, and says so wherever one asks', async () => {
    await world.engine.ingest(
      Array.from({ length: 20 }, (_, n) => {
        const email = `lead${n}@held.example`;
        return [
          consentOf(world, email),
          eventOf(world, email, 'page_visit'),
          eventOf(world, email, 'page_visit'),
        ];
      }).flat(),
    );
    const held = await count('experiment_holdout = "held" AND email ENDS WITH "@held.example"');
    expect(held).toBeGreaterThan(3);
    expect(await count('experiment_holdout = "held" AND EVER ON TRACK welcome')).toBe(0);
    expect(await count('ON TRACK welcome AND email ENDS WITH "@held.example"')).toBe(20 - held);

    const id = await leadOf(`variants ->> 'holdout' = 'held' and fields ->> 'email' like '%@held.example'`);
    const active = await world.engine.program();
    const lead = await explainLead(world.db, active, id, world.now);
    expect(lead).toMatchObject({ heldOut: true, arms: { holdout: 'held' } });
    expect(lead?.notOn.map((answer) => whyNotWords(answer))).toContain(
      'it is held out: no track takes it, so that what nurturing does can be told',
    );
    const why = await explainTrack({ db: world.db, active, lead: id, now: world.now }, 'welcome');
    expect(why.sentences[1]).toBe('It stays so for good, unless a change ends the hold-out or excepts them.');

    await expect(propose({ op: 'enrol', path: 'enrolments/welcome', leads: [id] })).rejects.toMatchObject({
      code: 'change.empty',
      message: expect.stringContaining('held out (`policies/holdout`), so that no track takes them'),
    });
  });

  it('counts nobody that is held among those who would enter a track', async () => {
    const held = await count('experiment_holdout = "held" AND email ENDS WITH "@held.example"');
    const change = await propose(
      put('tracks/guests', {
        title: 'Guests',
        stage: 'awareness',
        entry: { when: 'email ENDS WITH "@held.example"' },
        steps: [{ id: 'w', kind: 'wait', for: '1 day' }],
      }),
    );
    expect(change.plan.population.entering).toEqual({ guests: 20 - held });
    await approve(change);
    await sweep();
    expect(await count('ON TRACK guests')).toBe(20 - held);
  });

  it('ends by a change that says who is held then, and is known afterwards', async () => {
    const held = await count('experiment_holdout = "held"');
    const change = await propose({ op: 'remove', path: 'policies/holdout' });
    expect(affected(change)).toEqual([
      `${held} leads are held out now; tracks take them by entries that come true from then on`,
    ]);
    await approve(change);
    await sweep();
    const [row] = await world.db.query<{ n: number }>(
      `select count(*)::int as n from leads where variants ->> 'holdout' = 'held'`,
    );
    expect(row?.n).toBe(held);
    expect(await verifyReplay(world.db)).toMatchObject({ mismatches: [], skipped: 0 });
  });
});
