import { Hono } from 'hono';
import { emailPage, mailboxPage } from '../../console/mailbox.ts';
import { TrellisError } from '../../db/errors.ts';
import { requireRole } from '../auth/guards.ts';
import type { AppEnv } from '../auth/principal.ts';
import type { Installation } from '../installation.ts';
import { emailSecurityPolicy } from '../security.ts';
import { frameOf } from './session.ts';

const pageSize = 50;

/** The embedded mailbox: every email, and each as it was sent. */
export function mailboxPages(installation: Installation): Hono<AppEnv> {
  const { config, email } = installation;
  const read = async (id: string) => {
    const mail = await (await email()).mailbox.get(id);
    if (!mail) throw new TrellisError('email.unknown', 'There is no such email in the mailbox.');
    return mail;
  };
  return new Hono<AppEnv>()
    .get('/', async (c) => {
      const frame = await frameOf(c, installation);
      const before = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(c.req.query('before') ?? '');
      const emails = await (await email()).mailbox.list({
        limit: pageSize,
        ...(before && { before: { sentAt: Number(before[1]), id: before[2] as string } }),
      });
      const last = emails.length === pageSize ? emails.at(-1) : undefined;
      const older = last && `/mailbox?before=${last.sentAt}~${last.id}`;
      return c.html(
        mailboxPage({ ...frame, emails, smtp: Boolean(config.SMTP_URL), ...(older && { older }) }),
      );
    })
    .get('/:id', async (c) => {
      const frame = await frameOf(c, installation);
      const mail = await read(c.req.param('id'));
      return c.html(emailPage({ ...frame, email: mail, text: mail.text }));
    })
    .get('/:id/body', async (c) => {
      requireRole(c);
      const mail = await read(c.req.param('id'));
      // Links open beside the console, not inside the frame.
      const html = mail.html.replace(/<head[^>]*>/i, '$&<base target="_blank">');
      c.header('content-security-policy', emailSecurityPolicy);
      c.header('x-frame-options', 'SAMEORIGIN');
      return c.html(html);
    });
}
