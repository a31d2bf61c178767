import type { Context } from 'hono';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';

/** What the frame of every page needs: who is signed in, and how many changes wait. Throws `auth.required`. */
export async function frameOf(
  c: Context<AppEnv>,
  { changes }: Pick<Installation, 'changes'>,
): Promise<{ person: Person; open: number }> {
  const { person } = requireRole(c);
  return { person, open: (await changes.list({ status: 'proposed', limit: 100 })).length };
}

/** A field of a posted form, trimmed; empty when it is missing. */
export async function formField(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value.trim() : '';
}
