import type { Tx } from '../../../db/connection.ts';
import type { Edit } from '../../program/schema.ts';
import type { Change, ChangeStatus, Person, Plan, Role, Via } from '../changes/types.ts';

interface ChangeRow {
  id: string;
  title: string;
  base_version: number;
  edits: Edit[];
  edit_hash: string;
  plan: Plan;
  plan_hash: string;
  via: Via;
  tainted: string[];
  status: ChangeStatus;
  created_at: number;
  expires_at: number;
  resolved_at: number | null;
  resolution: string | null;
  applied_version: number | null;
  rollback_to: number | null;
  author: string;
  author_name: string;
  author_email: string;
  author_role: Role;
  resolver: Person | null;
  approver: Person | null;
  approved_at: number | null;
  apply_at: number | null;
  returned: string | null;
}

const person = (table: string) =>
  `case when ${table}.id is null then null else
     json_build_object('id', ${table}.id, 'name', ${table}.name, 'email', ${table}.email, 'role', ${table}.role) end`;

const selection = `
  select c.*, a.name as author_name, a.email as author_email, a.role as author_role,
         ${person('r')} as resolver, ${person('s')} as approver
  from changes c
  join people a on a.id = c.author
  left join people r on r.id = c.resolved_by
  left join people s on s.id = c.approved_by`;

function toChange(row: ChangeRow): Change {
  const { resolver, approver, apply_at: at, approved_at: since, returned } = row;
  return {
    id: row.id,
    title: row.title,
    baseVersion: row.base_version,
    edits: row.edits,
    editHash: row.edit_hash,
    planHash: row.plan_hash,
    plan: row.plan,
    author: { id: row.author, name: row.author_name, email: row.author_email, role: row.author_role },
    via: row.via,
    tainted: row.tainted,
    status: row.status,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(resolver && { resolvedBy: resolver }),
    ...(row.resolved_at !== null && { resolvedAt: row.resolved_at }),
    ...(row.resolution !== null && { resolution: row.resolution }),
    ...(row.rollback_to !== null && { rollbackTo: row.rollback_to }),
    ...(row.applied_version !== null && { appliedVersion: row.applied_version }),
    ...(approver && at !== null && since !== null && { schedule: { at, by: approver, since } }),
    ...(approver && returned !== null && { returned: { reason: returned, to: approver } }),
  };
}

export async function insertChange(tx: Tx, change: Change): Promise<void> {
  await tx.query(
    `insert into changes (id, title, base_version, edits, edit_hash, plan, plan_hash, author, via, tainted, status,
                          created_at, expires_at, rollback_to)
     values ($1::uuid, $2::text, $3::int, $4::text::jsonb, $5::text, $6::text::jsonb, $7::text, $8::uuid, $9::text,
             $10::text::jsonb, $11::text, to_timestamp($12::float8 / 1000), to_timestamp($13::float8 / 1000), $14::int)`,
    [
      change.id,
      change.title,
      change.baseVersion,
      JSON.stringify(change.edits),
      change.editHash,
      JSON.stringify(change.plan),
      change.planHash,
      change.author.id,
      change.via,
      JSON.stringify(change.tainted),
      change.status,
      change.createdAt,
      change.expiresAt,
      change.rollbackTo ?? null,
    ],
  );
}

/** Approvals go one after the other, so that none is computed on a base that another is just replacing. */
export async function lockPrograms(tx: Tx): Promise<void> {
  await tx.query('lock table programs in share row exclusive mode');
}

/** Locks the change's row first, so that two approvals meet here and not at the program. */
export async function lockChange(tx: Tx, id: string): Promise<void> {
  await tx.query('select id from changes where id = $1::uuid for update', [id]);
}

/** Changes whose id begins with `prefix`, at most two: enough to tell unique from ambiguous. */
export async function findChanges(tx: Tx, prefix: string): Promise<Change[]> {
  const rows = await tx.query<ChangeRow>(
    `${selection} where starts_with(c.id::text, $1::text) order by c.id limit 2`,
    [prefix],
  );
  return rows.map(toChange);
}

/** By its whole id. */
export async function selectChange(tx: Tx, id: string): Promise<Change | undefined> {
  const [row] = await tx.query<ChangeRow>(`${selection} where c.id = $1::uuid`, [id]);
  return row && toChange(row);
}

export async function selectChanges(
  tx: Tx,
  filter: { status?: ChangeStatus; limit: number; after?: string },
): Promise<Change[]> {
  const rows = await tx.query<ChangeRow>(
    `${selection} left join changes last on last.id = $3::uuid
     where ($1::text is null or c.status = $1::text)
       and ($3::uuid is null or c.created_at < last.created_at or (c.created_at = last.created_at and c.id > last.id))
     order by c.created_at desc, c.id limit $2::int`,
    [filter.status ?? null, filter.limit, filter.after ?? null],
  );
  return rows.map(toChange);
}

/** Replaces what was shown; the change stays proposed and must be looked at again. */
export async function updatePlan(
  tx: Tx,
  id: string,
  next: { baseVersion: number; editHash: string; plan: Plan; planHash: string },
): Promise<void> {
  await tx.query(
    `update changes set base_version = $2::int, edit_hash = $3::text, plan = $4::text::jsonb, plan_hash = $5::text
     where id = $1::uuid and status = 'proposed'`,
    [id, next.baseVersion, next.editHash, JSON.stringify(next.plan), next.planHash],
  );
}

export async function settleChange(
  tx: Tx,
  id: string,
  outcome: { status: ChangeStatus; by?: string; at: number; resolution?: string; version?: number },
): Promise<void> {
  await tx.query(
    `update changes set status = $2::text, resolved_by = $3::uuid, resolved_at = to_timestamp($4::float8 / 1000),
                        resolution = $5::text, applied_version = $6::int, returned = null
     where id = $1::uuid and status in ('proposed', 'scheduled')`,
    [id, outcome.status, outcome.by ?? null, outcome.at, outcome.resolution ?? null, outcome.version ?? null],
  );
}

export async function removeHalts(tx: Tx, targets: readonly string[]): Promise<void> {
  await tx.query('delete from halts where target in (select json_array_elements_text($1::text::json))', [
    JSON.stringify(targets),
  ]);
}
