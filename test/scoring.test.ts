import { beforeAll, describe, expect, it } from 'vitest';
import { queryLeads } from '../engine/analytics/query-leads.ts';
import { explainLead } from '../engine/backtest/explain/lead.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { parseCondition } from '../engine/program/condition/parse.ts';
import type { Edit } from '../engine/program/schema.ts';
import { vocabularyOf } from '../engine/program/score-models.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import { populationWords } from '../engine/runtime/changes/population/words.ts';
import type { Change, Changes, Person } from '../engine/runtime/changes/types.ts';
import { createWorld, DAY, eventOf, PERSON, sampleProgram, type World } from './runtime-world.ts';

const person: Person = { id: PERSON, name: 'Ada', email: 'ada@trellis.example', role: 'admin' };
const notify = { do: 'notify', audience: 'sales', text: 'Look' };
let world: World;
let changes: Changes;

beforeAll(async () => {
  world = await createWorld();
  changes = createChanges({ db: world.db, engine: world.engine, clock: () => world.now });
  await world.activate(
    sampleProgram({
      scoring: {
        models: {
          engagement: { title: 'Engagement', decay: { percent: 50, every: '7 days' } },
          'product-use': { title: 'Use of the product' },
        },
        rules: {
          visit: { title: 'Visit', when: 'page_visit', points: 20 },
          tool: { title: 'Tool', when: 'tool_use', points: 3, model: 'product-use' },
        },
        thresholds: {},
      },
      tracks: {},
      triggers: {},
    }),
  );
  for (const [name, country] of [
    ['a', 'DE'],
    ['b', 'DE'],
    ['c', 'FR'],
  ] as const) {
    await world.engine.ingest([
      eventOf(world, `${name}@lead.example`, 'identify', {
        traits: { email: `${name}@lead.example`, country },
      }),
      eventOf(world, `${name}@lead.example`, 'page_visit'),
      eventOf(world, `${name}@lead.example`, 'tool_use'),
    ]);
  }
  await world.settle();
});

const propose = (...edits: Edit[]): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author: person, via: 'api' });

async function approve({ id, editHash, planHash }: Change): Promise<void> {
  await changes.approve(id, person, { editHash, planHash });
  await world.settle();
}

async function count(text: string): Promise<number> {
  const { program, compiled } = await world.engine.program();
  const vocabulary = vocabularyOf(program);
  const answer = await queryLeads(world.db, {
    condition: parseCondition(text, vocabulary),
    segments: Object.fromEntries(compiled.segments.map(({ id, when }) => [id, when])),
    vocabulary,
    now: world.now,
    sample: 0,
  });
  return answer.count;
}

/** By lead: points by model as the row, and as the ledger has them. */
async function scores(): Promise<{ row: unknown; ledger: unknown; total: number }[]> {
  return world.db.query(
    `select scores as row, score as total,
       (select coalesce(json_object_agg(model, points), '{}'::json) from
         (select model, sum(points)::int as points from ledger g where g.lane = l.lane and g.lead_id = l.id
          group by model having sum(points) <> 0) m) as ledger
     from leads l order by fields ->> 'email'`,
  );
}

describe('scores by model', () => {
  it('are asked for in conditions, of leads that have none too', async () => {
    expect(await count('engagement_score = 20 AND product_use_score = 3 AND lead_score = 23')).toBe(3);
    expect(await count('fit_score = 0')).toBe(3);
  });

  it('tell in a plan whom fit and triggers of the lead’s state concern, and do just that when approved', async () => {
    const change = await propose(
      {
        op: 'put',
        path: 'scoring/fit/german',
        value: { title: 'In Germany', when: 'country = "DE"', points: 15 },
      },
      {
        op: 'put',
        path: 'triggers/user',
        value: { title: 'A user', when: 'product_use_score >= 3', actions: [notify] },
      },
    );
    expect(populationWords(change.plan)).toEqual([
      '2 leads are now what “In Germany” gives points for',
      'The trigger “A user” fires at once for 3 leads',
    ]);
    await approve(change);
    expect(await count('fit_score = 15')).toBe(2);
    expect(await world.db.query(`select 1 from outbox where kind = 'notify'`)).toHaveLength(3);
  });

  it('decay while a worker sleeps, once for all periods, and stay the sums of the ledger', async () => {
    world.now += 15 * DAY;
    await world.settle();
    expect(await scores()).toEqual(
      [15, 15, 0].map((fit) => {
        const standing = { engagement: 5, 'product-use': 3, ...(fit > 0 && { fit }) };
        return { row: standing, ledger: standing, total: 8 + fit };
      }),
    );
    const decayed = await world.db.query(`select 1 from ledger where rule = 'decay:engagement'`);
    expect(decayed).toHaveLength(3);
  });

  it('are explained by where their points came from', async () => {
    const { compiled } = await world.engine.program();
    const [lead] = await world.db.query<{ id: string }>(
      `select id from leads where fields ->> 'email' = 'a@lead.example'`,
    );
    const explained = await explainLead(world.db, { compiled }, lead?.id as string, world.now);
    expect(explained?.score).toMatchObject({
      total: 23,
      ledgerSum: 23,
      models: [
        {
          model: 'engagement',
          score: 5,
          ledgerSum: 5,
          rules: [
            { rule: 'visit', points: 20, times: 1 },
            { rule: 'decay:engagement', points: -15, times: 1 },
          ],
        },
        { model: 'fit', score: 15, ledgerSum: 15, rules: [{ rule: 'fit:german', points: 15, times: 1 }] },
        { model: 'product-use', score: 3, ledgerSum: 3, rules: [{ rule: 'tool', points: 3, times: 1 }] },
      ],
    });
  });

  it('take the points of a model and of a fit rule that are removed', async () => {
    await approve(
      await propose(
        { op: 'remove', path: 'scoring/fit/german' },
        { op: 'remove', path: 'triggers/user' },
        { op: 'remove', path: 'scoring/rules/tool' },
        { op: 'remove', path: 'scoring/models/product-use' },
      ),
    );
    expect(await scores()).toEqual(
      Array(3).fill({ row: { engagement: 5 }, ledger: { engagement: 5 }, total: 5 }),
    );
  });

  it('are replayed byte for byte', async () => {
    expect(await verifyReplay(world.db)).toMatchObject({ leads: 3, skipped: 0, mismatches: [] });
  });

  it('of a lead from before there were models are engagement, in memory and in SQL', async () => {
    await world.db.query(
      `update leads set scores = null, score = 40,
         state = (state::jsonb - 'scores' - 'decays' || '{"schema": 1, "score": 40}')::text
       where fields ->> 'email' = 'c@lead.example'`,
    );
    expect(await count('engagement_score = 40 AND fit_score = 0')).toBe(1);
    await world.engine.ingest([eventOf(world, 'c@lead.example', 'page_visit')]);
    expect((await scores()).at(-1)).toMatchObject({ row: { engagement: 60 }, total: 60 });
  });
});
