import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { type Edit, programSchema } from '../engine/program/schema.ts';
import { createChanges, expiryMs } from '../engine/runtime/changes/index.ts';
import type { PlanBacktest } from '../engine/runtime/changes/plan/plan-backtest.ts';
import type { Change, Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine, type Engine } from '../engine/runtime/engine.ts';
import { testDatabase } from './database.ts';

const wait = { id: 'pause', kind: 'wait', for: '7 days' };
let db: Database;
let engine: Engine;
let changes: Changes;
let now = Date.UTC(2026, 0, 5, 9);
const people = {} as Record<Role, Person>;

async function person(role: Role): Promise<Person> {
  const created = {
    id: randomUUID(),
    name: `The ${role}`,
    email: `${role}-${randomUUID()}@example.com`,
    role,
  };
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
    [created.id, created.name, created.email, created.role],
  );
  return created;
}

const rule = (id: string, points: number): Edit => ({
  op: 'put',
  path: `scoring/rules/${id}`,
  value: { title: 'Pricing page visit', when: 'page_visit AND page_url CONTAINS "pricing"', points },
});
const propose = (edits: Edit[], author = people.marketer): Promise<Change> =>
  changes.propose({ title: 'A change', edits, author, via: 'api' });
const hashes = (change: Change) => ({ editHash: change.editHash, planHash: change.planHash });
const actions = async (change: string) =>
  (
    await db.query<{ action: string }>(`select action from audit where details->>'change' = $1 order by n`, [
      change,
    ])
  ).map(({ action }) => action);
const codeOf = (work: Promise<unknown>) => work.then(() => 'no error').catch((error) => error.code as string);

beforeAll(async () => {
  db = await testDatabase();
  engine = createEngine({ db, clock: () => now });
  changes = createChanges({ db, engine, clock: () => now });
  await db.transaction((tx) => engine.activate(tx, programSchema.parse({ schema: 1 }), { changeId: null }));
  for (const role of ['viewer', 'marketer', 'approver', 'admin'] as const) people[role] = await person(role);
});

describe('a change', () => {
  it('that calls a webhook nobody has added says so, and is approved as shown once somebody has', async () => {
    const actions = [{ do: 'webhook', webhook: 'hooked', fields: ['email'] }];
    const value = { title: 'Hook', when: 'demo_request', actions };
    const change = await propose([{ op: 'put', path: 'triggers/hook', value }]);
    expect(change.plan.warnings).toEqual([
      'triggers/hook/actions/0/webhook: nobody has added the webhook "hooked"; an administrator does: trellis webhooks add hooked URL',
    ]);
    await db.query(
      `insert into webhook_targets (id, url, secret, created_at) values ('hooked', 'https://hooks.example.com/', 'whsec_x', now())`,
    );
    expect(await changes.approve(change.id, people.approver, hashes(change))).toMatchObject({
      status: 'applied',
    });
    const again = await propose([{ op: 'put', path: 'triggers/hook', value: { ...value, title: 'Hooked' } }]);
    expect(again.plan.warnings).toBeUndefined();
    await changes.reject(again.id, people.approver, 'enough');
  });

  it('becomes the next version when an approver approves what was shown', async () => {
    const before = await engine.program();
    const change = await propose([rule('pricing', 25)]);
    expect(change.plan.diff.join('\n')).toContain('25');
    expect((await engine.program()).version).toBe(before.version);

    expect(await codeOf(changes.get(change.id.slice(0, 3)))).toBe('change.unknown');
    const applied = await changes.approve(change.id.slice(0, 8), people.approver, hashes(change));
    expect(applied).toMatchObject({ status: 'applied', appliedVersion: before.version + 1 });
    expect(applied.resolvedBy?.id).toBe(people.approver.id);
    expect((await engine.program()).program.scoring.rules.pricing?.points).toBe(25);
  });

  it('is refused whole, with the path of each fault, when its program is not valid', async () => {
    const before = await changes.list();
    const bad: Edit = { op: 'put', path: 'segments/odd', value: { title: 'Odd', when: 'shoe_size > 3' } };
    const failure = await propose([rule('other', 5), bad]).catch((error) => error);
    expect(failure.code).toBe('program.invalid');
    expect(JSON.stringify(failure.faults)).toContain('segments/odd');
    expect(await changes.list()).toEqual(before);
  });

  it('is not filed when nothing would change', async () => {
    const same = (await engine.program()).program.scoring.rules.pricing;
    expect(await codeOf(propose([{ op: 'put', path: 'scoring/rules/pricing', value: same as never }]))).toBe(
      'change.empty',
    );
  });

  it('cannot be proposed by a viewer nor approved by a marketer', async () => {
    expect(await codeOf(propose([rule('x', 1)], people.viewer))).toBe('change.forbidden');
    const change = await propose([rule('x', 1)]);
    expect(await codeOf(changes.approve(change.id, people.marketer, hashes(change)))).toBe(
      'change.forbidden',
    );
    expect((await changes.get(change.id)).status).toBe('proposed');
  });

  it('is not approved under other hashes than those that were shown', async () => {
    const change = await propose([rule('y', 1)]);
    for (const forged of [{ planHash: '0'.repeat(64) }, { editHash: '0'.repeat(64) }]) {
      const shown = { ...hashes(change), ...forged };
      expect(await codeOf(changes.approve(change.id, people.approver, shown))).toBe('change.stale');
    }
  });

  it('is applied once when two people approve at the same time, and the other is told who', async () => {
    const change = await propose([rule('race', 7)]);
    const before = (await engine.program()).version;
    const outcomes = await Promise.allSettled([
      changes.approve(change.id, people.approver, hashes(change)),
      changes.approve(change.id, people.admin, hashes(change)),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason.code).toBe('change.settled');
    expect(lost[0]?.reason.message).toMatch(/by The (approver|admin)/);
    expect((await engine.program()).version).toBe(before + 1);
  });

  it('is rebased by itself when the base moved elsewhere, and stale when it moved at the same place', async () => {
    const here = await propose([rule('here', 1)]);
    const elsewhere = await propose([rule('elsewhere', 2)]);
    const sameRule = await propose([rule('here', 9)]);
    await changes.approve(elsewhere.id, people.approver, hashes(elsewhere));
    await changes.approve(here.id, people.approver, hashes(here));
    const rules = (await engine.program()).program.scoring.rules;
    expect([rules.here?.points, rules.elsewhere?.points]).toEqual([1, 2]);

    expect(await codeOf(changes.approve(sameRule.id, people.approver, hashes(sameRule)))).toBe(
      'change.stale',
    );
    expect((await changes.get(sameRule.id)).status).toBe('stale');
    expect(await actions(sameRule.id)).toEqual(['propose', 'stale']);
  });

  it('is re-planned when its population drifted, and can be approved after another look', async () => {
    const segmentTrack: Edit = {
      op: 'put',
      path: 'tracks/new-leads',
      value: {
        title: 'New leads',
        stage: 'awareness',
        entry: { when: 'industry = "fintech"' },
        steps: [{ id: 'pause', kind: 'wait', for: '7 days' }],
      },
    };
    const change = await propose([segmentTrack]);
    expect(change.plan.population.entering).toEqual({ 'new-leads': 0 });
    await engine.ingest([
      {
        messageId: 'drift-1',
        source: 'test',
        userId: 'drift',
        name: 'identify',
        occurredAt: now,
        properties: {},
        account: { id: 'acme', fields: { industry: 'fintech' } },
      },
    ]);
    expect(await codeOf(changes.approve(change.id, people.approver, hashes(change)))).toBe('change.stale');
    const again = await changes.get(change.id);
    expect(again.plan.population.entering).toEqual({ 'new-leads': 1 });
    expect((await changes.approve(again.id, people.approver, hashes(again))).status).toBe('applied');
    expect(await actions(change.id)).toEqual(['propose', 'replan', 'approve', 'apply']);
    await engine.runDue();
    const [row] = await db.query<{ n: number }>(
      `select count(*)::int as n from enrolments where track = 'new-leads'`,
    );
    expect(row?.n).toBe(1);
  });

  it('that is planned anew on a newer version leaves out what was run on the older one', async () => {
    const past = { leads: 1 } as unknown as PlanBacktest;
    const running = createChanges({ db, engine, clock: () => now, backtest: async () => past });
    const value = { title: 'Late', stage: 'awareness', entry: { when: 'industry = "late"' }, steps: [wait] };
    const edits: Edit[] = [{ op: 'put', path: 'tracks/late', value: value as never }];
    const change = await running.propose({ title: 'Late', edits, author: people.marketer, via: 'api' });
    expect(change.plan.backtest).toEqual(past);
    const drift = async (...users: string[]) => {
      await engine.ingest(
        users.map((userId) => ({
          messageId: userId,
          source: 'test',
          userId,
          name: 'identify',
          occurredAt: now,
          properties: {},
          account: { id: userId, fields: { industry: 'late' } },
        })),
      );
      const shown = await changes.get(change.id);
      expect(await codeOf(running.approve(change.id, people.approver, hashes(shown)))).toBe('change.stale');
      return (await changes.get(change.id)).plan;
    };
    expect((await drift('late-1')).backtest).toEqual(past);
    const other = await propose([rule('between', 4)]);
    await changes.approve(other.id, people.approver, hashes(other));
    expect((await drift('late-2', 'late-3', 'late-4')).backtest).toBeUndefined();
  });

  it('needs a second pair of eyes for more than low risk when there is one', async () => {
    const risky: Edit = { op: 'put', path: 'policies/cap', value: { count: 3, days: 7 } };
    const change = await propose([risky], people.approver);
    expect(change.plan.risk.level).toBe('high');
    expect(await codeOf(changes.approve(change.id, people.approver, hashes(change)))).toBe(
      'change.four_eyes',
    );
    expect((await changes.approve(change.id, people.admin, hashes(change))).status).toBe('applied');
  });

  it('expires', async () => {
    const change = await propose([rule('old', 3)]);
    now += expiryMs;
    expect(await codeOf(changes.approve(change.id, people.approver, hashes(change)))).toBe('change.expired');
    expect((await changes.get(change.id)).status).toBe('expired');
    expect(await actions(change.id)).toEqual(['propose', 'expire']);
  });

  it('is rejected with a reason, by an approver or its author, once', async () => {
    const change = await propose([rule('no', 3)]);
    expect(await codeOf(changes.reject(change.id, people.viewer, 'no'))).toBe('change.forbidden');
    expect(await codeOf(changes.reject(change.id, people.marketer, ' '))).toBe('change.reason');
    expect((await changes.reject(change.id, people.marketer, 'not now')).resolution).toBe('not now');
    expect(await codeOf(changes.approve(change.id, people.approver, hashes(change)))).toBe('change.settled');
  });

  it('is not taken for another whose id begins alike', async () => {
    for (const n of [1, 2]) {
      const { id } = await propose([rule(`alike-${n}`, 3)]);
      await db.query('update changes set id = $2::uuid where id = $1::uuid', [
        id,
        `abcdef00-0000-4000-8000-00000000000${n}`,
      ]);
    }
    expect(await codeOf(changes.get('abcdef'))).toBe('change.ambiguous');
  });
});
