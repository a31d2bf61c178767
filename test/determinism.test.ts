import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson, sha256Hex } from '../db/canonical.ts';
import type { Database } from '../db/connection.ts';
import { migrate } from '../db/migrate.ts';
import { openDatabase } from '../db/open-database.ts';
import { verifyReplay } from '../engine/backtest/replay.ts';
import { decide, ENGINE_SEMANTICS } from '../engine/core/decide.ts';
import {
  anyHistory,
  anyMailingProgram,
  anyProgram,
  type Happening,
  opening,
} from '../engine/core/testing/arbitraries.ts';
import { live, type Moment } from '../engine/core/testing/live.ts';
import type { LeadId } from '../engine/core/types.ts';
import { type CompiledProgram, compileProgram } from '../engine/program/compile/compile.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { leadIdOf } from '../engine/runtime/identity/lead-id.ts';
import { beginLead, loadLead } from '../engine/runtime/loaded-lead.ts';
import { save } from '../engine/runtime/save.ts';
import { lockLeads } from '../engine/runtime/sql/claim.ts';
import { semanticsId } from '../engine/runtime/sql/semantics.ts';
import { createWrites } from '../engine/runtime/writes.ts';
import { testDatabase } from './database.ts';
import { consentOf, createWorld, eventOf, sampleProgram, T0 } from './runtime-world.ts';

const tables = ['leads', 'inputs', 'ledger', 'outbox', 'enrolments', 'stage_moves'];

/** SHA-256 of everything that was decided, in order. */
async function fingerprint(db: Database): Promise<string> {
  const texts: string[] = [];
  for (const table of tables) {
    const rows = await db.query(
      `select * from ${table} order by lane, ${table === 'leads' ? 'id' : 'lead_id'},
       ${table === 'leads' ? 'seq' : table === 'enrolments' ? 'track collate "C", n' : table === 'inputs' ? 'seq' : 'seq, ordinal'}`,
    );
    texts.push(`${table} ${rows.length}`, ...rows.map((row) => canonicalJson(row)));
  }
  return sha256Hex(texts.join('\n'));
}

async function clear(db: Database): Promise<void> {
  const owned = await db.query<{ name: string }>(
    `select table_name::text as name from information_schema.columns
     where table_schema = 'public' and column_name = 'lane' order by 1`,
  );
  const names = owned.map(({ name }) => name);
  const triggers = (verb: string) =>
    names.map((name) => `alter table ${name} ${verb} trigger user`).join(';');
  // Records of consent refuse to be changed.
  await db.exec(
    `${triggers('disable')}; truncate ${names.join(', ')}, programs, semantics; ${triggers('enable')}`,
  );
}

/** Lives of leads under one program that becomes another: the inputs are what the log would hold of them. */
function lives(seed: number): { programs: CompiledProgram[]; moments: Map<LeadId, Moment[]> } {
  const [sample] = fc.sample(
    fc.tuple(
      anyProgram(),
      anyMailingProgram(),
      fc.array(fc.array(anyHistory(), { minLength: 5, maxLength: 5 }), { minLength: 24, maxLength: 24 }),
    ),
    { seed, numRuns: 1 },
  ) as [[CompiledProgram, CompiledProgram, Happening[][][]]];
  const [first, second, histories] = sample;
  const next = compileProgram(second.program, 2);
  const moments = new Map<LeadId, Moment[]>();
  for (const [n, history] of histories.entries()) {
    const id = leadIdOf('user', `lead-${n}`);
    const others = [...opening, ...history.flat()].filter(({ kind }) => kind !== 'activation');
    const activation: Happening = { kind: 'activation', after: 1, facts: {}, program: next };
    moments.set(id, live(first, others.toSpliced(n % others.length, 0, activation), { id }));
  }
  return { programs: [first, next], moments };
}

/** Decides the logged inputs again as a worker does: leads are loaded and saved by the batch. */
async function redecide(
  db: Database,
  { programs, moments }: ReturnType<typeof lives>,
  { workers, batchSize }: { workers: number; batchSize: number },
): Promise<void> {
  await clear(db);
  await db.transaction((tx) => semanticsId(tx, ENGINE_SEMANTICS, process.versions.tz ?? 'unknown'));
  for (const { version, program } of programs) {
    await db.query('insert into programs (version, document, hash, activated_at) values ($1, $2, $3, $4)', [
      version,
      canonicalJson(program),
      `${version}`,
      new Date(T0),
    ]);
  }
  const work = async (worker: number) => {
    const own = [...moments.values()].filter((_, n) => n % workers === worker).flat();
    // As they were received: leads take turns.
    const inputs = own.sort((a, b) => a.input.at - b.input.at || a.input.seq - b.input.seq);
    for (let from = 0; from < inputs.length; from += batchSize) {
      const batch = Map.groupBy(inputs.slice(from, from + batchSize), ({ before }) => before.id);
      await db.transaction(async (tx) => {
        const known = new Map((await lockLeads(tx, [...batch.keys()])).map((row) => [row.id, loadLead(row)]));
        const writes = createWrites();
        for (const [id, part] of batch) {
          const lead = known.get(id) ?? beginLead(id, T0, false);
          const before = lead.state();
          let state = before;
          for (const { program, input } of part) {
            const decision = decide(program, state, input);
            writes.decision(state, input, decision);
            state = decision.lead;
          }
          writes.lead(lead, before, state, null);
        }
        await save(tx, writes);
      });
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, worker) => work(worker)));
}

describe('the same logged inputs', () => {
  let db: Database;
  const given = lives(11);
  beforeAll(async () => {
    db = await testDatabase();
  });

  it('give the same bytes at any batch size, with any number of workers, on either database', async () => {
    const prints = new Map<string, string[]>();
    const add = async (on: Database, workers: number, batchSize: number) => {
      await redecide(on, given, { workers, batchSize });
      const print = await fingerprint(on);
      prints.set(print, [...(prints.get(print) ?? []), `${on.kind} ${workers} × ${batchSize}`]);
    };
    for (const workers of [1, 2, 3])
      for (const batchSize of [1, 250, 500, 1000]) await add(db, workers, batchSize);
    // That all of them are the same on the embedded database is told by its own leg: here one stands for them.
    if (db.kind === 'postgres') {
      const embedded = await openDatabase({ home: 'memory:' });
      await migrate(embedded);
      await add(embedded, 2, 500).finally(() => embedded.close());
    }
    expect([...prints.values()]).toEqual([expect.arrayContaining([`${db.kind} 3 × 1000`])]);
    expect([...prints.values()].flat()).toHaveLength(db.kind === 'postgres' ? 13 : 12);
    for (const table of ['ledger', 'outbox', 'enrolments'])
      expect(await db.query(`select from ${table}`), table).not.toEqual([]);
  }, 300_000);

  it('give what was decided when they were received, and replay says so', async () => {
    await redecide(db, given, { workers: 2, batchSize: 250 });
    const rows = await db.query<{ lead_id: string; seq: number; decision: string }>(
      'select lead_id, seq, decision from inputs order by lane, lead_id, seq',
    );
    const decided = [...given.moments].flatMap(([id, moments]) =>
      moments.map(({ input, decision: { effects, ledger, trace } }) => ({
        lead_id: id,
        seq: input.seq,
        decision: canonicalJson({ effects, ledger, trace }),
      })),
    );
    const byKey = (a: { lead_id: string; seq: number }, b: { lead_id: string; seq: number }) =>
      a.lead_id < b.lead_id ? -1 : a.lead_id > b.lead_id ? 1 : a.seq - b.seq;
    expect(rows.sort(byKey)).toEqual(decided.sort(byKey));
    expect(rows.length).toBeGreaterThan(500);
    expect(await verifyReplay(db)).toMatchObject({
      inputs: rows.length,
      leads: 24,
      skipped: 0,
      mismatches: [],
    });
  }, 300_000);
});

it('the order in which leads are heard of does not matter', async () => {
  const prints = new Set<string>();
  const world = await createWorld();
  const people = Array.from({ length: 40 }, (_, n) => `lead${n}@order.example`);
  // Each lead's own events stay in order.
  const own = people.map((email, n) => [
    consentOf(world, email, { messageId: `c${n}`, traits: { country: 'AT' } }),
    ...Array.from({ length: 3 }, (_, visit) =>
      eventOf(world, email, 'page_visit', {
        messageId: `v${n}-${visit}`,
        properties: { page_url: visit % 2 ? '/pricing' : '/' },
        account: { id: `company${n % 4}.example`, fields: { industry: 'retail' } },
      }),
    ),
  ]);
  for (const [turn, batchSize] of [1, 250, 1000].entries()) {
    for (const order of [
      own,
      own.toReversed(),
      own.toSorted((a, b) => (a[turn]?.messageId ?? '').localeCompare(b[turn]?.messageId ?? '')),
    ]) {
      await clear(world.db);
      const engine = createEngine({ db: world.db, clock: () => T0, batchSize });
      await world.db.transaction((tx) => engine.activate(tx, sampleProgram(), { changeId: null }));
      await engine.ingest(order.flat());
      while ((await engine.runDue()) > 0);
      prints.add(await fingerprint(world.db));
      expect(await world.db.query('select count(*)::int as n from inputs')).not.toEqual([{ n: 0 }]);
    }
  }
  expect(prints.size).toBe(1);
}, 300_000);
