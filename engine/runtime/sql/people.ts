import type { Tx } from '../../../db/connection.ts';
import type { Person, Role } from '../changes/types.ts';

/** People who may approve: of those only principals, without the one of this id, without the one of this email. */
export async function countApprovers(
  tx: Tx,
  filter: { principal: boolean; without?: string; withoutEmail?: string },
): Promise<number> {
  const rows = await tx.query<{ n: number }>(
    `select count(*)::int as n from people
     where role in ('approver', 'admin') and (principal or not $1::boolean)
       and id is distinct from $2::uuid and email is distinct from $3::text`,
    [filter.principal, filter.without ?? null, filter.withoutEmail ?? null],
  );
  return rows[0]?.n ?? 0;
}

/** As they are now, kept so until the transaction ends; undefined when there is nobody of this id. */
export async function lockPerson(tx: Tx, id: string): Promise<Person | undefined> {
  const [row] = await tx.query<{
    id: string;
    name: string;
    email: string;
    role: Role;
    principal: boolean;
  }>('select id, name, email, role, principal from people where id = $1::uuid for share', [id]);
  return row;
}
