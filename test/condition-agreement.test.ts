import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database, Tx } from '../db/connection.ts';
import type { Condition } from '../engine/program/condition/ast.ts';
import { evaluate } from '../engine/program/condition/evaluate.ts';
import { featuresOf, mergeFeatures } from '../engine/program/condition/features.ts';
import { toSql } from '../engine/program/condition/to-sql.ts';
import type { View } from '../engine/program/condition/view.ts';
import { conditionArbitrary, segmentIds, testVocabulary as vocabulary } from './condition-arbitraries.ts';
import { featuresFrom, leadArbitrary, nowArbitrary, viewOf, type WorldLead } from './condition-world.ts';
import { testDatabase } from './database.ts';

const condition = conditionArbitrary(vocabulary, { event: false });
/** Three segments; a later one may name an earlier. */
const segmentsArbitrary = fc
  .tuple(...segmentIds.map(() => condition))
  .map((all) => Object.fromEntries(all.map((c, i) => [segmentIds[i], earlierOnly(c, i)]))) as fc.Arbitrary<
  Record<string, Condition>
>;

function earlierOnly(c: Condition, index: number): Condition {
  switch (c.op) {
    case 'and':
    case 'or':
      return { op: c.op, of: c.of.map((member) => earlierOnly(member, index)) };
    case 'not':
      return { op: 'not', of: earlierOnly(c.of, index) };
    case 'segment':
    case 'stakeholders':
      return segmentIds.indexOf(c.id) < index ? c : { op: 'known', field: 'email' };
    default:
      return c;
  }
}

interface Placed extends WorldLead {
  /** The place of the lead after which its account is named. */
  readonly accountOf: number;
}

function inAccountOf(lead: WorldLead, place: number, all: readonly { lead: WorldLead }[]): Placed {
  return { ...lead, accountOf: place, account: all[place]?.lead.account ?? null };
}

const world = nowArbitrary.chain((now) =>
  fc.record({
    now: fc.constant(now),
    leads: fc
      .array(
        fc.record({
          lead: leadArbitrary(vocabulary, now, now + 2 * 86_400_000),
          // The lead in whose account it is.
          with: fc.nat({ max: 4 }),
        }),
        { minLength: 4, maxLength: 10 },
      )
      .map((all) => all.map((one) => inAccountOf(one.lead, one.with % all.length, all))),
    conditions: fc.array(condition, { minLength: 10, maxLength: 25 }),
    segments: segmentsArbitrary,
    timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'),
  }),
);

describe('the evaluator and the SQL compiler', () => {
  let db: Database;
  beforeAll(async () => {
    db = await testDatabase();
  });

  it('agree on every condition and every lead', async () => {
    const seen = { true: 0, false: 0 };
    await fc.assert(
      fc.asyncProperty(world, async ({ now, leads, conditions, segments, timeZone }) => {
        const all = [...conditions, ...Object.values(segments)];
        const specs = mergeFeatures(all.flatMap(featuresOf));
        const views = leads.map((lead) => {
          const view: View = viewOf(lead, now, {
            vocabulary,
            features: featuresFrom(lead.events, specs),
            inSegment: (id) => evaluate(segments[id] as Condition, view),
            stakeholders: (id) =>
              leads.filter(
                ({ account, accountOf }, i) =>
                  account !== null && accountOf === lead.accountOf && views[i]?.inSegment(id),
              ).length,
          });
          return view;
        });
        const inMemory = views.map((view) => all.map((c) => evaluate(c, view)));
        const inSql = await db.transaction(async (tx) => {
          await tx.query(`select set_config('timezone', $1::text, true)`, [timeZone]);
          await load(tx, leads);
          return ask(tx, all, { segments, now, vocabulary });
        });
        for (const result of inMemory.flat()) seen[`${result}`] += 1;
        expect(inSql).toEqual(inMemory);
      }),
      { numRuns: Number(process.env.CONDITION_RUNS ?? 100) },
    );
    const total = seen.true + seen.false;
    expect(seen.true / total).toBeGreaterThan(0.1);
    expect(seen.false / total).toBeGreaterThan(0.1);
  });
});

/** One row per lead in order, one boolean per condition. Numbers its parameters on from one condition to the next. */
async function ask(
  tx: Tx,
  conditions: readonly Condition[],
  options: Parameters<typeof toSql>[1],
): Promise<unknown[][]> {
  const params: unknown[] = [];
  const columns = conditions.map((c) => {
    const { sql, params: own } = toSql(c, { ...options, firstParam: params.length + 1 });
    params.push(...own);
    return sql;
  });
  const rows = await tx.query<{ results: unknown[] }>(
    `select json_build_array(${columns.join(', ')}) as results from leads l order by l.id`,
    params,
  );
  return rows.map((row) => row.results);
}

async function load(tx: Tx, leads: readonly Placed[]): Promise<void> {
  await tx.exec('delete from leads; delete from accounts; delete from inputs; delete from enrolments');
  const laneOf = (i: number) => (i % 2) * 200;
  const idOf = (i: number) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`;
  const rows = leads.map((lead, i) => ({ ...lead, lane: laneOf(i), id: idOf(i) }));
  await insert(
    tx,
    'leads',
    'lane smallint, id uuid, seq bigint, program int, fields jsonb, state text, lists text[], score int, scores jsonb, variants jsonb, journey text, lifecycle text, account_lane smallint, account_id text, created_at timestamptz',
    rows.map((lead) => ({
      lane: lead.lane,
      id: lead.id,
      seq: 0,
      program: 1,
      fields: lead.fields,
      state: JSON.stringify(Object.keys(lead.variants).length > 0 ? { variants: lead.variants } : {}),
      lists: lead.lists,
      score: lead.score,
      scores: lead.scores,
      variants: lead.armsInState ? null : lead.variants,
      journey: lead.journey,
      lifecycle: lead.lifecycle,
      created_at: '2026-01-01T00:00:00Z',
      ...(lead.account && { account_lane: 255 - laneOf(lead.accountOf), account_id: idOf(lead.accountOf) }),
    })),
  );
  await insert(
    tx,
    'accounts',
    'lane smallint, id text, version int, fields jsonb, demo boolean',
    [...new Map(rows.map((lead) => [lead.accountOf, lead.account]))].flatMap(([of, fields]) =>
      fields ? [{ lane: 255 - laneOf(of), id: idOf(of), version: 1, fields, demo: false }] : [],
    ),
  );
  await insert(
    tx,
    'inputs',
    'lane smallint, lead_id uuid, seq bigint, at timestamptz, kind text, program int, semantics smallint, name text, occurred_at timestamptz, properties jsonb, decision text',
    rows.flatMap((lead) =>
      lead.events.map((event, i) => ({
        lane: lead.lane,
        lead_id: lead.id,
        seq: i + 1,
        at: new Date(event.at),
        kind: 'event',
        program: 1,
        semantics: 1,
        name: event.name,
        occurred_at: new Date(event.occurredAt),
        properties: event.properties,
        decision: '',
      })),
    ),
  );
  await insert(
    tx,
    'enrolments',
    'lane smallint, lead_id uuid, track text, n int, step text, status text, started_at timestamptz, started_by text, step_at timestamptz',
    rows.flatMap((lead) =>
      Object.entries(lead.enrolments).flatMap(([track, statuses]) =>
        statuses.map((status, i) => ({
          lane: lead.lane,
          lead_id: lead.id,
          track,
          n: i + 1,
          step: 's',
          status,
          started_by: 'x',
          started_at: '2026-01-01T00:00:00Z',
          step_at: '2026-01-01T00:00:00Z',
        })),
      ),
    ),
  );
}

async function insert(tx: Tx, table: string, columns: string, rows: readonly object[]): Promise<void> {
  const names = columns
    .split(', ')
    .map((column) => column.split(' ')[0])
    .join(', ');
  await tx.query(
    `insert into ${table} (${names}) select ${names} from jsonb_to_recordset($1::text::jsonb) as r(${columns})`,
    [JSON.stringify(rows)],
  );
}
