import type { Installation } from '../installation.ts';
import type { Principal } from './principal.ts';

/** Whether what a program was let in with would let it in now: a stream may outlive the token that it was opened with. */
export async function isStillGranted(
  { proof, grant }: Pick<Principal, 'proof' | 'grant'>,
  { db, clock }: Pick<Installation, 'db' | 'clock'>,
): Promise<boolean> {
  if (!grant) return true;
  if (grant.expiresAt <= clock()) return false;
  if (proof !== 'token') return true;
  return (await db.query('select from access_tokens where id = $1', [grant.id])).length > 0;
}
