import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';

const columns = 'id, name, email, role';

/** By email. */
export function listPeople(db: Queryable): Promise<Person[]> {
  return db.query<Person>(`select ${columns} from people order by email`);
}

/** By id or email; throws `person.unknown`. */
export async function getPerson(db: Queryable, idOrEmail: string): Promise<Person> {
  const [person] = await db.query<Person>(
    `select ${columns} from people where id::text = $1 or email = lower($1)`,
    [idOrEmail],
  );
  if (person) return person;
  throw new TrellisError(
    'person.unknown',
    `There is no person ${idOrEmail}; \`trellis people list\` shows them.`,
  );
}

export async function findByEmail(db: Queryable, email: string): Promise<Person | undefined> {
  const [person] = await db.query<Person>(`select ${columns} from people where email = lower($1)`, [email]);
  return person;
}

/** Adds a person, or gives the one of that email another name or role. */
export async function savePerson(
  db: Queryable,
  person: { name: string; email: string; role: Role },
  now: number,
): Promise<Person> {
  const [saved] = await db.query<Person>(
    `insert into people (id, name, email, role, created_at) values ($1, $2, lower($3), $4, to_timestamp($5::float8 / 1000))
     on conflict (email) do update set name = excluded.name, role = excluded.role
     returning ${columns}`,
    [randomUUID(), person.name, person.email, person.role, now],
  );
  return saved as Person;
}

/** The administrator of this machine: whoever can read the data folder acts as this person. */
export const localAdminEmail = 'admin@trellis.localhost';

/** Created at the first start. */
export async function localAdmin(db: Queryable, now: number): Promise<Person> {
  const person = await findByEmail(db, localAdminEmail);
  return person ?? savePerson(db, { name: 'Local admin', email: localAdminEmail, role: 'admin' }, now);
}
