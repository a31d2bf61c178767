import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { writeState } from '../engine/analytics/facts/sql/state.ts';
import type { Dashboard } from '../engine/analytics/metrics/dashboard.ts';
import { definitions, type MetricId } from '../engine/analytics/metrics/definitions.ts';
import type { Figure } from '../engine/analytics/metrics/figure.ts';
import { leadsBehind } from '../engine/analytics/metrics/leads-behind.ts';
import type { PerformanceQuery } from '../engine/analytics/metrics/query.ts';
import { readDashboard } from '../engine/analytics/metrics/read-dashboard.ts';
import { scopeOf } from '../engine/analytics/metrics/scope.ts';
import { countRows } from '../engine/analytics/metrics/sql/count-rows.ts';
import type { Condition } from '../engine/program/condition/ast.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../engine/program/vocabulary.ts';
import { testDatabase } from './database.ts';
import { DAY, factsByHand, leadId } from './performance-world.ts';

const HOUR = DAY / 24;
const march = Date.UTC(2026, 2, 1);
const april = Date.UTC(2026, 3, 1);
const february = Date.UTC(2026, 1, 1);
const counted = Date.UTC(2026, 3, 10);
const context = { segments: {}, vocabulary: defaultVocabulary, now: counted };

let db: Database;
const dashboard = (parts: Partial<PerformanceQuery> = {}, more: { emailSteps?: string[] } = {}) =>
  readDashboard(db, { from: march, to: april, ...parts }, { ...context, ...more });
const named = (figures: readonly Figure[], metric: MetricId) => {
  const found = figures.find((one) => one.metric === metric);
  if (!found) throw new Error(`no ${metric}`);
  return found;
};
/** Numerator of denominator. */
const of = ({ numerator, denominator }: { numerator: number; denominator: number }) =>
  `${numerator} of ${denominator}`;

beforeAll(async () => {
  db = await testDatabase();
  const facts = factsByHand(db);
  // 1-40 become MQLs in March after nurturing, 41-80 without; the odd ones are of the segment, 1-35 in Germany.
  for (let n = 1; n <= 80; n++)
    await facts.lead(n, n % 2 ? ['segment:smb', 'industry:fintech'] : [], { country: n <= 35 ? 'DE' : 'AT' });

  for (let n = 1; n <= 40; n++) {
    // Stays at awareness: in February 20 of 40 moved on, half of those only on 2 April; in March 15, five of them late.
    const left = n <= 10 ? february + 19 * DAY : n <= 20 ? april + DAY : n <= 30 ? march - DAY : undefined;
    await facts.stay(n, 'journey', february + 4 * DAY, 'awareness', {
      left_at: left,
      forward: left === undefined ? null : n <= 20,
    });
    const on = n <= 10 ? march + 19 * DAY : n <= 15 ? april + 4 * DAY : undefined;
    await facts.stay(n, 'journey', march + 4 * DAY, 'awareness', {
      left_at: on,
      forward: on === undefined ? null : true,
      pieces: n <= 8 ? 2 : 0,
      demo_at: n === 3 ? march + 5 * DAY : undefined,
      closed_at: n === 4 || n === 5 ? march + 6 * DAY : undefined,
      won: n === 4 ? false : n === 5 ? true : undefined,
      dims: ['track:welcome'],
    });
    // 40 emails: one bounced (its open and click do not count), 12 opened, 6 clicked, two of them without an open.
    await facts.email(n, march + 9 * DAY, {
      opened_at: n <= 12 || n === 40 ? march + 10 * DAY : undefined,
      clicked_at: (n >= 9 && n <= 14) || n === 40 ? march + 11 * DAY : undefined,
      bounced_at: n === 40 ? march + 9 * DAY + HOUR : undefined,
      replied_at: n === 1 ? april + DAY : undefined,
      // Sent to 141, who was merged into 40 since; what became of it is told in the log of 141.
      ...(n === 40 && { from_id: leadId(141) }),
      stage: n <= 35 ? 'awareness' : 'decision',
    });
  }
  for (let n = 1; n <= 80; n++) {
    const nurtured = n <= 40;
    const done = nurtured ? (n <= 10 ? 10 : n <= 24 ? 30 : 0) : n <= 70 ? 36 : 0;
    const at = march + DAY;
    await facts.stay(n, 'lifecycle', march, 'subscriber', {
      left_at: at,
      forward: true,
      nurtured,
      // Before it was handed to anybody.
      meeting_at: n === 79 ? march + HOUR : undefined,
    });
    await facts.stay(n, 'lifecycle', at, 'mql', {
      nurtured,
      left_at: done ? at + done * DAY : undefined,
      forward: done ? true : null,
      meeting_at: n === 80 ? at + 5 * HOUR : undefined,
    });
    if (done) await facts.stay(n, 'lifecycle', at + done * DAY, 'sql', { nurtured });
  }
  // Asked for a demo in February.
  await facts.stay(81, 'lifecycle', february + DAY, 'lead', { demo_at: february + 2 * DAY });
  await facts.deal(42, march + 10 * DAY, 'closed', { amount: 500, won: true, nurtured: false });
  await facts.deal(1, march + 4 * DAY, 'proposal', { amount: 100 });
  await facts.deal(1, march + 14 * DAY, 'closed', { amount: 100, won: true });
  await facts.deal(2, march + 5 * DAY, 'proposal', { amount: 50 });
  await facts.deal(41, march + 6 * DAY, 'proposal', { amount: 70, nurtured: false });
  await facts.deal(4, february + 6 * DAY, 'proposal', { amount: 30 });
  await facts.deal(4, march + DAY, 'closed', { amount: 30, won: false });
  await facts.deal(5, march - 8 * DAY, 'proposal', { amount: 40 });
  await facts.deal(5, march + 19 * DAY, 'proposal', { amount: 60 });
  await db.query(
    `insert into inputs (lane, lead_id, seq, at, kind, program, semantics, name, occurred_at, properties, decision)
     values ($1, $2, 1, $3, 'event', 1, 1, 'email_bounce', $3, '{"kind":"hard"}', '{}')`,
    [141, leadId(141), new Date(march + 9 * DAY + HOUR)],
  );
  await facts.take(6, march + 2 * DAY, 'guide', { progressed_at: march + 3 * DAY });
  await facts.take(7, march + 2 * DAY, 'guide');
  for (const [n, reason] of [
    [1, 'cap'],
    [1, 'cap'],
    [2, 'cap'],
    [3, 'quiet_hours'],
  ] as const)
    await facts.hold(n, march + DAY, reason);
  await facts.hold(3, april, 'cap');
  await facts.done(counted);
});

describe('a dashboard', () => {
  let march26: Dashboard;
  beforeAll(async () => {
    march26 = await dashboard();
  });

  it('counts outcomes whenever they come, and the period before as it stood then', () => {
    const progression = named(march26.overall, 'progression');
    expect(of(progression)).toBe('15 of 40');
    // Of February, what had come nine days after its end: not what came on 2 April.
    expect(of(progression.before as never)).toBe('10 of 40');
    expect(progression.value).toBe(0.375);
    expect(progression.low).toBeCloseTo(0.2422, 3);
    expect(progression.before?.clear).toBe(false);
    expect(of(named(march26.overall, 'demo_request'))).toBe('1 of 40');
    // Of two deals that were closed one was won.
    expect(of(named(march26.overall, 'close'))).toBe('1 of 40');
  });

  it('holds a period that is still running against as much of the one before', async () => {
    await writeState(db, { asOf: march + 12 * DAY });
    const { before, overall } = await dashboard();
    await writeState(db, { asOf: counted });
    expect(before).toEqual({ from: february, to: february + 9 * DAY });
    expect(of(named(overall, 'progression').before as never)).toBe('0 of 40');
  });

  it('takes emails that bounced for not delivered, and clicks without an open for noticed', () => {
    expect(of(named(march26.deliverability.figures, 'delivery'))).toBe('39 of 40');
    expect(march26.deliverability).toMatchObject({ hard: 1, soft: 0 });
    expect(of(named(march26.overall, 'open'))).toBe('12 of 39');
    expect(named(march26.overall, 'open').unreliable).toBe(true);
    expect(of(named(march26.overall, 'click'))).toBe('6 of 39');
    expect(of(named(march26.overall, 'click_to_open'))).toBe('6 of 14');
    expect(of(named(march26.overall, 'reply'))).toBe('1 of 39');
    const awareness = march26.stages.find(({ stage }) => stage === 'awareness')?.figures ?? [];
    expect(of(named(awareness, 'click'))).toBe('6 of 35');
    const decision = march26.stages.find(({ stage }) => stage === 'decision')?.figures ?? [];
    expect(named(decision, 'click')).toMatchObject({ value: null, denominator: 4 });
  });

  it('does not let those who wait make long times look short', () => {
    // Of 40, ten took 10 days, 14 took 30, the others wait: half are done after 30 days.
    expect(named(march26.overall, 'time_in_nurture')).toMatchObject({
      value: 30,
      numerator: 24,
      denominator: 40,
    });
    expect(named(march26.overall, 'time_in_nurture_mean')).toMatchObject({ value: null, denominator: 24 });
    expect(of(named(march26.overall, 'qualified'))).toBe('24 of 40');
  });

  it('says how much faster nurtured leads are, and that this need not be because of it', () => {
    expect(march26.velocity).toMatchObject({
      basis: 'associative',
      nurtured: { value: 30 },
      others: { value: 36 },
    });
    expect(march26.velocity.faster).toBeCloseTo(1 / 6);
    expect(march26.velocity.words).toContain('need not be because of it');
  });

  it('times the hand-off from the first sign to the first meeting or acceptance, each lead once', () => {
    // 40 nurtured and 40 others, 54 of them accepted, one with a meeting after 5 hours; lead 3 asked as an MQL already.
    expect(of(named(march26.overall, 'handoff'))).toBe('55 of 80');
    expect(named(march26.overall, 'handoff').value).toBe(36 * 24);
  });

  it('counts open proposals once a lead, and revenue of those nurtured', () => {
    expect(named(march26.pipeline, 'pipeline')).toMatchObject({ value: 110, numerator: 2, denominator: 3 });
    // At the end of February those of leads 4 and 5 were open.
    expect(named(march26.pipeline, 'pipeline').before).toMatchObject({
      value: 70,
      numerator: 2,
      difference: 40,
    });
    expect(named(march26.pipeline, 'revenue')).toMatchObject({ value: 100, numerator: 1, denominator: 2 });
    expect(named(march26.pipeline, 'win_rate')).toMatchObject({ value: null, numerator: 2, denominator: 3 });
  });

  it('tells held sends by reason', () => {
    expect(march26.held).toEqual([
      { what: 'hold', reason: 'cap', sends: 3, leads: 2 },
      { what: 'hold', reason: 'quiet_hours', sends: 1, leads: 1 },
    ]);
  });

  it('ends the curve of a cohort where not all have had the time', () => {
    expect(march26.cohorts).toEqual({
      step: 'week',
      stage: 'sql',
      // They came on Sunday, 1 March, the last day of their week; five weeks of all have passed.
      cohorts: [{ from: Date.UTC(2026, 1, 23), leads: 80, reached: [0, 10, 10, 10, 24] }],
    });
  });

  it('counts a lead at every stage up to its furthest, with what is lost at each', () => {
    expect(march26.funnel.lifecycle.slice(0, 5)).toEqual([
      { id: 'subscriber', count: 80, dropOff: null },
      { id: 'lead', count: 80, dropOff: 0 },
      { id: 'mql', count: 80, dropOff: 0 },
      { id: 'sql', count: 54, dropOff: 1 - 54 / 80 },
      { id: 'opportunity', count: 0, dropOff: 1 },
    ]);
  });

  it('holds segments against the leads outside of them', () => {
    expect(march26.segments.map(({ segment }) => segment)).toEqual(['smb']);
    const [smb] = march26.segments;
    const figure = (metric: MetricId) => smb?.figures.find((one) => one.metric === metric);
    // 20 each; too few to compare.
    expect(figure('progression')).toMatchObject({ numerator: 8, denominator: 20, value: null });
    expect(figure('progression')?.against).toMatchObject({ denominator: 20, difference: null, clear: false });
    expect(figure('time_in_nurture')).toMatchObject({
      numerator: 12,
      denominator: 20,
      against: { denominator: 20 },
    });
    expect(figure('pieces')).toMatchObject({ numerator: 4, denominator: 20 });
    expect(figure('deal_size')).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('knows how items did, sent and taken up', () => {
    expect(march26.content.top).toMatchObject([
      { item: 'guide', engagement: { numerator: 6, denominator: 39 }, taken: { leads: 2, progressed: 1 } },
    ]);
    expect(march26.content.under).toEqual([]);
  });

  it.each<[string, Partial<PerformanceQuery>, string, string]>([
    ['a segment', { segment: 'smb' }, '8 of 20', '3 of 20'],
    ['an industry', { industry: 'fintech' }, '8 of 20', '3 of 20'],
    ['a track', { track: 'welcome' }, '15 of 40', '6 of 39'],
    ['an item', { item: 'guide' }, '0 of 0', '6 of 39'],
    ['a stage', { stage: 'decision' }, '0 of 0', '0 of 4'],
    ['an owner nobody has', { owner: 'Dana' }, '0 of 0', '0 of 0'],
    ['a condition', { where: parseCondition('country = "AT"', defaultVocabulary) }, '0 of 5', '0 of 4'],
    ['two of them', { segment: 'smb', stage: 'awareness' }, '8 of 20', '3 of 18'],
    ['days that are not whole', { from: march + HOUR }, '15 of 40', '6 of 39'],
  ])('is narrowed to %s', async (_, query, progression, click) => {
    const { overall } = await dashboard(query);
    expect(of(named(overall, 'progression'))).toBe(progression);
    expect(of(named(overall, 'click'))).toBe(click);
  });

  it('takes the stage a lead stood at for what has none of its own', async () => {
    const { overall, pipeline } = await dashboard({ stage: 'awareness' });
    // When they became MQLs, 11-20 and 31-40 stood at awareness.
    expect(of(named(overall, 'qualified'))).toBe('10 of 20');
    // Lead 2 did when its proposal was sent; that of lead 4 was too, but is closed since.
    expect(of(named(pipeline, 'pipeline'))).toBe('1 of 1');
  });

  it('says until when the log is counted in, and when part of it is missing', async () => {
    expect(march26).toMatchObject({ asOf: counted, backlog: false });
    await writeState(db, { walk: { began: counted, after: undefined as never, all: false } });
    const early = await dashboard();
    await writeState(db, { asOf: counted });
    expect(early).toMatchObject({ asOf: 0, backlog: true });
    expect(early.notes.join()).toContain('being counted in from its beginning');
  });
});

describe('the leads behind a figure', () => {
  it.each<[string, Partial<PerformanceQuery>]>([
    ['everything', {}],
    ['a segment', { segment: 'smb' }],
    [
      'a stage and a condition',
      { stage: 'awareness', where: parseCondition('country = "DE"', defaultVocabulary) },
    ],
    ['a track', { track: 'welcome' }],
  ])('are as many as it counts, of %s', async (_, query) => {
    const shown = await dashboard(query);
    const { overall, pipeline, deliverability, content, velocity, held } = shown;
    const figures = [
      ...overall,
      ...pipeline,
      ...deliverability.figures,
      content.library.progression,
      velocity.others,
    ];
    for (const metric of Object.keys(definitions) as MetricId[]) {
      const behind = await leadsBehind(db, { from: march, to: april, ...query }, context, metric, {
        limit: 1000,
      });
      const sends = held.reduce((sum, one) => sum + one.sends, 0);
      const none = { numerator: 0, denominator: 0 };
      const figure =
        metric === 'holds'
          ? { numerator: sends, denominator: sends }
          : (figures.find((one) => one.metric === metric) ?? none);
      expect([metric, of(behind)]).toEqual([metric, of(figure)]);
      expect([metric, behind.rows.length]).toEqual([metric, figure.denominator]);
      expect([metric, behind.rows.filter(({ reached }) => reached).length]).toEqual([
        metric,
        figure.numerator,
      ]);
    }
  });

  it('come page by page, the latest first, each once', async () => {
    const query = { from: march, to: april };
    const all = await leadsBehind(db, query, context, 'open', { of: 'numerator', limit: 100 });
    const paged: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 9; pages++) {
      const page = await leadsBehind(db, query, context, 'open', { of: 'numerator', limit: 5, cursor });
      paged.push(...page.rows.map(({ lead }) => lead));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(paged).toHaveLength(12);
    expect(paged).toEqual(all.rows.map(({ lead }) => lead));
    expect(new Set(paged)).toEqual(new Set(Array.from({ length: 12 }, (_, n) => leadId(n + 1))));
    expect(all.rows[0]).toMatchObject({ detail: 'welcome/hello', at: march + 9 * DAY, amount: null });
  });

  it.each(['x', [1e300, leadId(1), ''], [1, '-'.repeat(36), ''], [1, leadId(1), '\0']])(
    'are not given for a cursor that somebody made up: %j',
    (made) => {
      const cursor = Buffer.from(JSON.stringify(made)).toString('base64url');
      expect(() => leadsBehind(db, { from: march, to: april }, context, 'open', { cursor })).toThrow(
        expect.objectContaining({ code: 'cursor.invalid' }),
      );
    },
  );
});

describe('a hold-out', () => {
  beforeAll(async () => {
    const facts = factsByHand(db);
    // 40 are nurtured and 40 held: half of the first are accepted after 10 days, of the others after 20.
    for (let n = 101; n <= 180; n++) {
      const held = n > 140;
      await facts.exposure(n, march, 'holdout', held ? 'held' : 'nurtured');
      if (n % 40 < 30) await facts.stay(n, 'lifecycle', march + (held ? 20 : 10) * DAY, 'sql', { dims: [] });
    }
  });

  it('counts nobody as accepted who was before they were shared out', async () => {
    await factsByHand(db).stay(115, 'lifecycle', march - DAY, 'sql', { dims: [] });
    expect((await dashboard()).velocity.nurtured).toMatchObject({ numerator: 30, denominator: 40 });
  });

  it('makes the difference causal, over all that were shared out', async () => {
    const { velocity } = await dashboard();
    expect(velocity).toMatchObject({
      basis: 'causal',
      nurtured: { metric: 'holdout_nurtured', value: 10, denominator: 40 },
      others: { metric: 'holdout_held', value: 20, denominator: 40 },
      faster: 0.5,
      clear: true,
    });
    expect(velocity.words).toContain('because of nurturing');
    expect(velocity.within).toEqual({ low: expect.closeTo(0.5, 6), high: expect.closeTo(0.5, 6) });
  });

  it('says what it lacks where too few of it came in the period', async () => {
    const { velocity } = await dashboard({ from: march - 40 * DAY, to: march });
    expect(velocity.words).not.toContain('hold-out');
    const facts = factsByHand(db);
    for (let n = 181; n <= 190; n++)
      await facts.exposure(n, march - 20 * DAY, 'holdout', n > 185 ? 'held' : 'nurtured');
    const { velocity: few } = await dashboard({ from: march - 40 * DAY, to: march });
    expect(few.basis).toBe('associative');
    expect(few.words).toContain('it let 5 leads be nurtured, of whom sales accepted 0, and held 5');
  });

  it('says nothing where one arm would be empty', async () => {
    expect((await dashboard({ track: 'welcome' })).velocity.basis).toBe('associative');
  });
});

describe('the daily sums and the facts', () => {
  const stages = ['awareness', 'consideration', 'decision'];
  const winter = Date.UTC(2024, 11, 1);
  const days = 40;
  const anybody = parseCondition('lead_score >= 0 OR lead_score < 0', defaultVocabulary);

  beforeAll(async () => {
    const facts = factsByHand(db);
    const draw = fc.record({
      day: fc.integer({ min: 0, max: days - 1 }),
      stage: fc.constantFrom(...stages),
      item: fc.constantFrom('guide', 'story', 'report'),
      happened: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      nurtured: fc.boolean(),
      kind: fc.constantFrom('journey' as const, 'lifecycle' as const),
    });
    const draws = fc.sample(draw, { seed: 7, numRuns: 240 });
    for (let n = 201; n <= 230; n++)
      await facts.lead(n, [`segment:${n % 3 ? 'smb' : 'large'}`, `owner:${n % 2 ? 'Dana' : 'Mei'}`]);
    for (const [at, { day, stage, item, happened, nurtured, kind }] of draws.entries()) {
      const when = winter + day * DAY + at * 60_000;
      const later = (n: number) => (happened[n] ? when + n * HOUR + 1 : undefined);
      const n = 201 + (at % 30);
      if (at % 2)
        await facts.email(n, when, {
          stage,
          item,
          bounced_at: later(0),
          opened_at: later(1),
          clicked_at: later(2),
          replied_at: later(3),
          unsubscribed_at: later(4),
          progressed_at: later(5),
        });
      else
        await facts.stay(n, kind, when, stage, {
          nurtured,
          left_at: later(0),
          forward: happened[0] ? happened[1] : undefined,
          downloaded_at: later(2),
          demo_at: later(3),
          closed_at: later(4),
          won: happened[4] ? happened[5] : undefined,
          pieces: day % 3,
          dims: [`item:${item}`],
        });
    }
    await facts.done(counted);
  });

  it('give the same counts for every question that both can answer', async () => {
    const asked = fc.record({
      cube: fc.constantFrom('daily_emails' as const, 'daily_stays' as const),
      from: fc.integer({ min: -2, max: days }),
      length: fc.integer({ min: 1, max: days }),
      stage: fc.option(fc.constantFrom(...stages), { nil: undefined }),
      filter: fc.constantFrom(
        {},
        { segment: 'smb' },
        { owner: 'Mei' },
        { item: 'story' },
        { owner: 'nobody' },
      ),
      by: fc.constantFrom(undefined, 'item' as const, 'segment' as const),
      kind: fc.constantFrom('journey' as const, 'lifecycle' as const),
      nurtured: fc.constantFrom(undefined, true as const),
    });
    let found = 0;
    await fc.assert(
      fc.asyncProperty(asked, async ({ cube, from, length, stage, filter, by, kind, nurtured }) => {
        const period = { from: winter + from * DAY, to: winter + (from + length) * DAY };
        const isStays = cube === 'daily_stays';
        const count = async (where?: Condition) => {
          const query = { ...period, ...filter, stage, where };
          const rows = await countRows(db, cube, await scopeOf(db, query, context), {
            period,
            by: isStays && by === 'item' ? undefined : by,
            ...(isStays && { kind, nurtured }),
          });
          found += rows.length;
          return rows.map((row) => JSON.stringify(row, Object.keys(row).sort())).sort();
        };
        expect(await count()).toEqual(await count(anybody));
      }),
      { numRuns: 60, seed: 11 },
    );
    expect(found).toBeGreaterThan(100);
  });
});
