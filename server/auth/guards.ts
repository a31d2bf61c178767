import type { Context } from 'hono';
import { TrellisError } from '../../db/errors.ts';
import type { Role } from '../../engine/runtime/changes/types.ts';
import type { AppEnv, Principal } from './principal.ts';
import type { Scope } from './scopes.ts';

const ranks: Readonly<Record<Role, number>> = { viewer: 0, marketer: 1, approver: 2, admin: 3 };

/** Who asks, with at least this role. Throws `auth.required`, `auth.forbidden`. */
export function requireRole(c: Context<AppEnv>, role: Role = 'viewer'): Principal {
  const principal = c.get('principal');
  if (!principal) {
    throw new TrellisError(
      'auth.required',
      'Sign in first: open a sign-in link (`npm run -s trellis -- people link EMAIL` makes one), or send a bearer token (`trellis tokens create`).',
    );
  }
  if (ranks[principal.person.role] < ranks[role]) {
    // Their own role may do it: it is the program that was not granted it.
    if (principal.grant && role === 'marketer' && ranks[principal.grant.role] >= ranks[role])
      refuseScope(c, 'propose');
    throw new TrellisError(
      'auth.forbidden',
      `This needs the role ${role} or above; yours is ${principal.person.role}. An administrator can change it.`,
    );
  }
  return principal;
}

/** Refuses a program for want of a scope. Throws `auth.scope`. */
export function refuseScope(c: Context<AppEnv>, scope: Scope): never {
  c.set('lackedScope', scope);
  throw new TrellisError(
    'auth.scope',
    `This token lacks the scope ${scope}: make one with it (\`trellis tokens create NAME${scope === 'read' ? '' : ` --${scope}`}\`), or ask the issuer for it.`,
  );
}

/** Whether what this request says of approval counts: an approver or admin, in a session of their own or at a terminal. */
export function mayApproveContent({ person, mayApprove }: Principal): boolean {
  return mayApprove && ranks[person.role] >= ranks.approver;
}

/** An approver in their own session or at a terminal, never a program. Throws `auth.person_needed` besides. */
export function requireApprover(c: Context<AppEnv>, publicUrl: string): Principal {
  const principal = requireRole(c, 'approver');
  if (principal.mayApprove) return principal;
  throw new TrellisError(
    'auth.person_needed',
    `Content is approved by a person, not by a program: open ${publicUrl}/library in the console, or run \`trellis library …\` on a terminal.`,
  );
}

/**
 * A person in their own session or at a terminal, never a program. Whether their role settles this change is for
 * change control to say: an author may withdraw their own. Throws `auth.person_needed` besides.
 */
export function requirePerson(c: Context<AppEnv>, publicUrl: string, role: Role = 'marketer'): Principal {
  const principal = requireRole(c, role);
  if (principal.mayApprove) return principal;
  throw new TrellisError(
    'auth.person_needed',
    `A change is settled, and spoken about, by a person, not by a program: open ${publicUrl}/changes in the console, or run \`trellis changes …\` on a terminal.`,
  );
}
