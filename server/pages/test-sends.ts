import { Hono } from 'hono';
import { type Testable, testSentPage } from '../../console/test-send.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import { emailSteps } from '../../tools/support/email-step.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { sidesOf } from '../simulation.ts';
import { formField, frameOf } from './session.ts';

/** `POST /changes/ID/test-send`: the forms of a change and of its calendar. */
export function testSendPages(installation: Installation): Hono<AppEnv> {
  const { services, changes, publicUrl } = installation;
  return new Hono<AppEnv>().post('/:id/test-send', async (c) => {
    const { person } = requireRole(c, 'marketer');
    const change = await changes.get(c.req.param('id'));
    const [track = '', email = ''] = (await formField(c, 'email')).split('/');
    const lead = await formField(c, 'lead');
    // An email of the calendar that only the program in force sends.
    const asItIs = (await formField(c, 'now')) !== '';
    const sent = await services.sendTest(
      { track, email, ...(lead && { lead }), ...(!asItIs && { change: change.id }) },
      person,
    );
    return c.html(
      testSentPage({
        ...(await frameOf(c, installation)),
        change,
        to: sent.to,
        subject: sent.subject,
        what: `Email ${sent.email} of “${sent.track.title}” as ${sent.lead.name ?? 'the lead'} would get it${sent.change ? ' if the change were in force' : ' now'}`,
        ...(sent.mailbox && { mailbox: sent.mailbox.slice(publicUrl.length) }),
      }),
    );
  });
}

const mostListed = 60;

/** The emails of the tracks that an open change touches; none when it fits the program no more. */
export async function testableEmails(
  installation: Pick<Installation, 'changes' | 'engine' | 'library'>,
  change: Change,
): Promise<Testable[]> {
  if (change.status !== 'proposed' && change.status !== 'scheduled') return [];
  const touched = new Set(change.edits.flatMap(({ path }) => /^tracks\/([^/]+)/.exec(path)?.[1] ?? []));
  if (touched.size === 0) return [];
  try {
    const { proposed } = await sidesOf(installation, change.id);
    const emails = Object.entries(proposed.tracks).flatMap(([id, track]) =>
      touched.has(id) ? emailSteps(track).map((email) => ({ id, track, ...email })) : [],
    );
    return await Promise.all(
      emails.slice(0, mostListed).map(async ({ id, track, step, email }) => ({
        value: `${id}/${step.id}`,
        track: track.title,
        label: `${email}. ${step.title ?? (await installation.library.get(step.content.item, step.content.version))?.title ?? step.id}`,
      })),
    );
  } catch (error) {
    if (error instanceof TrellisError) return [];
    throw error;
  }
}
