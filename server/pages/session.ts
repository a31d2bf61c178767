import type { Context } from 'hono';
import type { ShownHalt } from '../../console/halts.ts';
import type { SignedIn } from '../../console/layout.ts';
import { waitingChanges } from '../../engine/runtime/sql/schedule.ts';
import { requireRole } from '../auth/guards.ts';
import { listPeople } from '../auth/people.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';

/** What the frame of every page needs: who is signed in, how many changes wait, what is halted. Throws `auth.required`. */
export async function frameOf(
  c: Context<AppEnv>,
  installation: Pick<Installation, 'engine' | 'db'>,
): Promise<SignedIn> {
  const { person } = requireRole(c);
  const waiting = await waitingChanges(installation.db, person.id);
  return { person, ...waiting, halts: await shownHalts(installation) };
}

async function shownHalts({ engine, db }: Pick<Installation, 'engine' | 'db'>): Promise<ShownHalt[]> {
  const halts = await engine.halts();
  if (halts.length === 0) return [];
  const { tracks } = (await engine.program()).program;
  const people = new Map((await listPeople(db)).map(({ id, name }) => [id, name]));
  return halts.map(({ target, by, at, reason }) => ({
    ...(target !== '*' && { track: tracks[target]?.title ?? target }),
    by: people.get(by) ?? 'somebody',
    at,
    reason,
  }));
}

/** A field of a posted form, trimmed; empty when it is missing. */
export async function formField(c: Context, name: string): Promise<string> {
  const value = (await c.req.parseBody())[name];
  return typeof value === 'string' ? value.trim() : '';
}
