import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../db/connection.ts';
import { type Edit, programSchema } from '../engine/program/schema.ts';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import { testDatabase } from './database.ts';

const now = Date.UTC(2026, 0, 5, 9);
let db: Database;
let changes: Changes;
let local: Person;
let ada: Person;
let number = 0;

beforeEach(async () => {
  db = await testDatabase();
  const engine = createEngine({ db, clock: () => now });
  changes = createChanges({ db, engine, clock: () => now });
  await db.transaction((tx) => engine.activate(tx, programSchema.parse({ schema: 1 }), { changeId: null }));
  local = await person('admin', localAdminEmail);
  ada = await person('admin', 'ada@example.com');
});

async function person(role: Role, email: string): Promise<Person> {
  const created = { id: randomUUID(), name: email, email, role };
  await db.query(
    `insert into people (id, name, email, role, created_at) values ($1::uuid, $2, $3, $4, now())`,
    [created.id, created.name, created.email, created.role],
  );
  return created;
}

/** What becomes of a change of this author when this person approves it. */
async function outcome(author: Person, approver: Person, risk: 'high' | 'low' = 'high') {
  const edit: Edit =
    risk === 'high'
      ? { op: 'put', path: 'policies/cap', value: { count: ++number, days: 7 } }
      : {
          op: 'put',
          path: `scoring/rules/r${++number}`,
          value: { title: 'R', when: 'page_visit', points: 1 },
        };
  const change = await changes.propose({ title: 'A change', edits: [edit], author, via: 'api' });
  expect(change.plan.risk.level).toBe(risk);
  const { editHash, planHash } = change;
  return changes.approve(change.id, approver, { editHash, planHash }).then(
    ({ status }) => status,
    (error) => error.code,
  );
}

describe('the local administrator', () => {
  it('is no second person for what an approver proposed, while another approver is there', async () => {
    const bob = await person('approver', 'bob@example.com');
    expect(await outcome(ada, local)).toBe('change.four_eyes');
    expect(await outcome(ada, bob)).toBe('applied');
    expect(await outcome(ada, local, 'low')).toBe('applied');
  });

  it('is no second person for what a marketer proposed, while an approver is there', async () => {
    const mo = await person('marketer', 'mo@example.com');
    expect(await outcome(mo, local)).toBe('change.four_eyes');
    expect(await outcome(mo, ada)).toBe('applied');
  });

  it('does not approve what was asked at a terminal, while an approver is there', async () => {
    expect(await outcome(local, local)).toBe('change.four_eyes');
    expect(await outcome(local, ada)).toBe('applied');
  });

  it('is not the other approver whom the only approver would have to wait for', async () => {
    expect(await outcome(ada, ada)).toBe('applied');
    expect(await outcome(ada, local)).toBe('applied');
    await person('approver', 'bob@example.com');
    expect(await outcome(ada, ada)).toBe('change.four_eyes');
  });

  it('approves alone where nobody else may', async () => {
    await db.query(`update people set role = 'marketer' where id = $1::uuid`, [ada.id]);
    expect(await outcome(local, local)).toBe('applied');
    expect(await outcome({ ...ada, role: 'marketer' }, local)).toBe('applied');
  });
});
