import { randomUUID } from 'node:crypto';
import type { Database, Queryable, Tx } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { resolveTimeZone } from '../../engine/program/time-zone.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import { localAdminEmail } from '../../engine/runtime/changes/approval/second-person.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';

const columns = `id, name, email, role, principal, time_zone as "timeZone"`;

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

/** Changes nothing; throws when the person may not come from the role they have (if they exist) to the new one. */
export type RoleCheck = (roles: { present?: Role; next: Role }) => void;

/**
 * Adds a person, or gives the one of that email another name or role, makes them a principal or not, and says their time
 * zone; left out, the last two stay as they are. Whoever rises to approver, admin or principal is signed out everywhere: a session or link that
 * somebody got in their name while it could do little must not rise with them. Throws `auth.last_admin`,
 * `person.principal`, `person.time_zone`, and what `check` throws.
 */
export function savePerson(
  db: Database,
  person: {
    name: string;
    email: string;
    role: Role;
    principal?: boolean | undefined;
    timeZone?: string | undefined;
  },
  now: number,
  check?: RoleCheck,
): Promise<Person> {
  const timeZone = person.timeZone === undefined ? null : knownTimeZone(person.timeZone);
  return db.transaction(async (tx) => {
    // One role after another, so that two administrators cannot demote each other at once.
    await tx.query('lock table people in share row exclusive mode');
    const present = await findByEmail(tx, person.email);
    check?.({ ...(present && { present: present.role }), next: person.role });
    if (present?.role === 'admin' && person.role !== 'admin') await refuseLastAdmin(tx, present);
    const principal = principalOf(person, present);
    const [saved] = await tx.query<Person>(
      `insert into people (id, name, email, role, principal, created_at, time_zone)
       values ($1, $2, lower($3), $4, $5::boolean, to_timestamp($6::float8 / 1000), $7::text)
       on conflict (email) do update
       set name = excluded.name, role = excluded.role, principal = excluded.principal,
           time_zone = coalesce(excluded.time_zone, people.time_zone)
       returning ${columns}`,
      [randomUUID(), person.name, person.email, person.role, principal, now, timeZone],
    );
    const { id, role } = saved as Person;
    const wasPrincipal = present?.principal ?? false;
    const signedOut = present !== undefined && (rises(present.role, role) || (principal && !wasPrincipal));
    if (signedOut) await signOutEverywhere(tx, id);
    if (!present) appendAudit(tx, { action: 'person_added', at: now, details: { person: id, role } });
    else if (present.role !== role) {
      const details = { person: id, from: present.role, to: role, signedOut };
      appendAudit(tx, { action: 'role_changed', at: now, details });
    }
    if (principal !== wasPrincipal)
      appendAudit(tx, { action: 'principal_set', at: now, details: { person: id, principal } });
    return saved as Person;
  });
}

/** Keeps the time zone that a person is in, as their browser told. Throws `person.time_zone`. */
export async function setTimeZone(db: Queryable, personId: string, timeZone: string): Promise<void> {
  await db.query('update people set time_zone = $2::text where id = $1::uuid', [
    personId,
    knownTimeZone(timeZone),
  ]);
}

/** As the tz database spells it. */
function knownTimeZone(name: string): string {
  const known = resolveTimeZone(name);
  if (known !== undefined) return known;
  throw new TrellisError('person.time_zone', `“${name}” is no time zone; write it like Europe/Vienna.`);
}

/** Whether they are a principal from now on. Nobody is one whom the role does not let approve. */
function principalOf(
  person: { email: string; role: Role; principal?: boolean | undefined },
  present: Person | undefined,
): boolean {
  const approves = person.role === 'approver' || person.role === 'admin';
  if (!person.principal) return approves && (person.principal ?? present?.principal ?? false);
  if (approves && person.email.toLowerCase() !== localAdminEmail) return true;
  throw new TrellisError(
    'person.principal',
    approves
      ? 'The local administrator is whoever sits at this machine; make a person with an address of their own the principal.'
      : `A principal approves changes; make ${person.email} an approver or admin.`,
  );
}

function rises(from: Role, to: Role): boolean {
  return to !== from && (to === 'admin' || (to === 'approver' && from !== 'admin'));
}

async function refuseLastAdmin(tx: Tx, admin: Person): Promise<void> {
  const others = await tx.query(`select 1 from people where role = 'admin' and id <> $1 limit 1`, [admin.id]);
  if (others.length > 0) return;
  throw new TrellisError(
    'auth.last_admin',
    `${admin.name} is the only administrator; make somebody else one first.`,
  );
}

/** The links first: a sign-in under way holds its link until its session exists, so that the session is seen here. */
async function signOutEverywhere(tx: Tx, personId: string): Promise<void> {
  await tx.query('delete from login_links where person_id = $1', [personId]);
  await tx.query('delete from sessions where person_id = $1', [personId]);
}

/** Created at the first start, in the time zone of this machine, at which they sit. */
export async function localAdmin(db: Database, now: number): Promise<Person> {
  const person = await findByEmail(db, localAdminEmail);
  if (person?.timeZone) return person;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return savePerson(db, { name: 'Local admin', email: localAdminEmail, role: 'admin', timeZone }, now);
}
