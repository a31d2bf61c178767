import { TrellisError } from '../../db/errors.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';
import { ranks } from '../../tools/support/roles.ts';

/** What a token may do, from least: `read` always; `propose` files changes; `personal` shows who leads are. */
export const scopes = ['read', 'propose', 'personal'] as const;
export type Scope = (typeof scopes)[number];

/** By what a program may do less than the person whose credential it carries. */
export interface Grant {
  /** The token's own id; a hash of issuer and subject where somebody else made it. */
  id: string;
  scopes: ReadonlySet<Scope>;
  /** The role that the person has in a session of their own. */
  role: Role;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** What the person is for a program that carries this grant: a viewer, with `propose` a marketer at most. */
export function grantedRole({ scopes: granted, role }: Pick<Grant, 'scopes' | 'role'>): Role {
  if (!granted.has('propose')) return 'viewer';
  return ranks[role] > ranks.marketer ? 'marketer' : role;
}

/**
 * Whether names, addresses and fields of single leads may be shown. In a session of their own to those who work with
 * leads, and to a program only what is so for its person and was granted to it.
 */
export function mayReadPersonal(person: Pick<Person, 'role'>, grant?: Grant): boolean {
  const role = grant?.role ?? person.role;
  return role !== 'viewer' && (grant === undefined || grant.scopes.has('personal'));
}

/**
 * Whether what is shown and asked must leave out who leads are. A viewer in a session of their own may look at a lead
 * that they name; a program could go through all of them.
 */
export function withholdsPersonal({ grant, personal }: { grant?: Grant; personal: boolean }): boolean {
  return grant !== undefined && !personal;
}

/** Throws `token.scope` where a person of this role has nothing of the kind to grant. */
export function assertGrantable(asked: readonly Scope[], role: Role): void {
  if (role !== 'viewer') return;
  const more = asked.filter((scope) => scope !== 'read');
  if (more.length === 0) return;
  throw new TrellisError(
    'token.scope',
    `A viewer cannot grant ${more.join(' and ')}: it is more than they may do themselves. Leave it out, or ask an administrator for the role marketer.`,
  );
}
