import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connection.ts';
import { type Edit, type Program, programSchema } from '../engine/program/schema.ts';
import { localAdminEmail } from '../engine/runtime/changes/approval/second-person.ts';
import { createChanges } from '../engine/runtime/changes/index.ts';
import type { ChangesOptions } from '../engine/runtime/changes/options.ts';
import type { Change, Changes, Person, Role } from '../engine/runtime/changes/types.ts';
import { createEngine } from '../engine/runtime/engine.ts';
import type { Engine } from '../engine/runtime/types.ts';
import { testDatabase } from './database.ts';

/** Change control over a database of its own, a clock that a test moves, and people as they are needed. */
export interface ChangeWorld {
  db: Database;
  engine: Engine;
  changes: Changes;
  now: number;
  /** What this test has it answer for the engine's own options. */
  given: Pick<ChangesOptions, 'regulated' | 'contentKnown' | 'log'> & {
    /** Called inside the transaction, when the new version is written. */
    activated?: () => void;
  };
  /** Nobody may approve any more, nothing is open, and this program is in force. */
  begin(program?: Partial<Program>): Promise<void>;
  person(role: Role, options?: { email?: string; principal?: boolean }): Promise<Person>;
  propose(author: Person, ...edits: Edit[]): Promise<Change>;
  /** As it is shown now; the code of what was refused, or the status. */
  approve(id: string, by: Person, at?: number): Promise<string>;
}

export async function changeWorld(): Promise<ChangeWorld> {
  const db = await testDatabase();
  const clock = () => world.now;
  const engine = createEngine({ db, clock });
  const changes = createChanges({
    db,
    engine: {
      ...engine,
      activate: async (...of) => {
        const version = await engine.activate(...of);
        world.given.activated?.();
        return version;
      },
    },
    clock,
    contentKnown: async (ref, tx) => (await world.given.contentKnown?.(ref, tx)) ?? 'approved',
    regulated: async (ref, tx) => world.given.regulated?.(ref, tx),
    log: (line, details) => world.given.log?.(line, details),
  });
  const world: ChangeWorld = {
    db,
    engine,
    changes,
    now: Date.UTC(2026, 0, 5, 9),
    given: {},
    async begin(program = {}) {
      world.given = {};
      await db.query(`update people set role = 'viewer', principal = false where email <> $1`, [
        localAdminEmail,
      ]);
      await db.query(`update changes set status = 'expired' where status in ('proposed', 'scheduled')`);
      const document = programSchema.parse({ schema: 1, ...program });
      await db.transaction((tx) => engine.activate(tx, document, { changeId: null }));
    },
    async person(role, { email, principal = false } = {}) {
      const id = randomUUID();
      const person = { id, name: `The ${role} ${id.slice(0, 4)}`, email: email ?? `${id}@example.com`, role };
      await db.query(
        `insert into people (id, name, email, role, principal, created_at) values ($1::uuid, $2, $3, $4, $5, now())`,
        [person.id, person.name, person.email, person.role, principal],
      );
      return person;
    },
    propose: (author, ...edits) => changes.propose({ title: 'A change', edits, author, via: 'api' }),
    async approve(id, by, at) {
      const { editHash, planHash } = await changes.get(id);
      return changes.approve(id, by, { editHash, planHash }, at === undefined ? {} : { at }).then(
        ({ status }) => status,
        (error) => error.code,
      );
    },
  };
  await world.begin();
  return world;
}

let number = 0;

/** A new scoring rule: touches nobody now. */
export function lowRisk(): Edit {
  const value = { title: 'R', when: 'page_visit', points: 1 };
  return { op: 'put', path: `scoring/rules/r${++number}`, value };
}

/** Another cap for all email. */
export function highRisk(): Edit {
  return { op: 'put', path: 'policies/cap', value: { count: 1 + (++number % 30), days: 7 } };
}
