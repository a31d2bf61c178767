import { type Context, Hono } from 'hono';
import { changePage } from '../../console/change.ts';
import { changesPage } from '../../console/changes.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Person, Role } from '../../engine/runtime/changes/types.ts';
import { requirePerson } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import { statusOf } from '../errors.ts';
import type { Installation } from '../installation.ts';
import { formField, frameOf } from './session.ts';
import { testableEmails } from './test-sends.ts';

/** The list of changes, and the page where a person settles one. */
export function changePages(installation: Installation): Hono<AppEnv> {
  const { changes, publicUrl } = installation;
  const show = async (c: Context<AppEnv>, id: string, error?: TrellisError) => {
    const frame = await frameOf(c, installation);
    const change = await changes.get(id);
    const view = {
      ...frame,
      change,
      mayApprove: mayApprove(frame.person),
      testable: frame.person.role === 'viewer' ? [] : await testableEmails(installation, change),
      ...(error && { problem: error.message }),
    };
    return c.html(changePage(view), error ? statusOf(error) : 200);
  };
  /** What the person could not do is shown on the change as it stands now. */
  const settle = async (
    c: Context<AppEnv>,
    id: string,
    action: (person: Person) => Promise<unknown>,
    role?: Role,
  ) => {
    const { person } = requirePerson(c, publicUrl, role);
    try {
      await action(person);
    } catch (error) {
      if (error instanceof TrellisError && error.code !== 'change.unknown') return show(c, id, error);
      throw error;
    }
    return c.redirect(`/changes/${id}`, 303);
  };
  return new Hono<AppEnv>()
    .get('/', async (c) =>
      c.html(
        changesPage({ ...(await frameOf(c, installation)), changes: await changes.list({ limit: 100 }) }),
      ),
    )
    .get('/:id', (c) => show(c, c.req.param('id')))
    .post('/:id/approve', (c) => {
      const id = c.req.param('id');
      return settle(c, id, async (person) => {
        const hashes = { editHash: await formField(c, 'editHash'), planHash: await formField(c, 'planHash') };
        await changes.approve(id, person, hashes, await timeOf(c));
      });
    })
    .post('/:id/cancel', (c) => {
      const id = c.req.param('id');
      return settle(c, id, (person) => changes.cancel(id, person));
    })
    .post('/:id/comments', (c) => {
      const id = c.req.param('id');
      const say = async (person: Person) =>
        changes.comment(id, person, await formField(c, 'text'), 'console');
      return settle(c, id, say, 'viewer');
    })
    .post('/:id/reject', (c) => {
      const id = c.req.param('id');
      return settle(c, id, async (person) => {
        const reason = (await formField(c, 'reason')).slice(0, 500) || 'no reason given';
        await changes.reject(id, person, reason);
      });
    });
}

/** The time of the form, in UTC as it says there; none when it is to be at once. */
async function timeOf(c: Context): Promise<{ at?: number }> {
  if ((await formField(c, 'when')) !== 'later') return {};
  // No time is as wrong as one that is over: change control says so.
  return { at: Date.parse(`${await formField(c, 'at')}Z`) };
}

function mayApprove({ role }: Person): boolean {
  return role === 'approver' || role === 'admin';
}
