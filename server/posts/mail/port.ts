import { createHash } from 'node:crypto';
import type { Smtp } from '../../../integrations/email/smtp.ts';
import type { MailSender } from '../../../knowledge/template/variables.ts';
import { once } from '../../once.ts';
import type { OutgoingPost, PostOutcome, PostPort } from '../types.ts';
import { alertMail } from './alert-mail.ts';
import { chartId, digestMail } from './digest-mail.ts';

export interface MailPortOptions {
  /** Absent: nothing is emailed, and what would have been is kept on the page. */
  smtpUrl?: string | undefined;
  from: () => Promise<MailSender>;
  publicUrl: string;
}

/** Sends posts to our own people by email. */
export function createMailPort({ smtpUrl, from, publicUrl }: MailPortOptions): PostPort & { close(): void } {
  let close = () => {};
  const smtp = once(async (): Promise<Smtp | undefined> => {
    if (!smtpUrl) return undefined;
    const { createSmtp } = await import('../../../integrations/email/smtp.ts');
    const made = createSmtp(smtpUrl);
    close = () => made.close();
    return made;
  });
  return {
    async send({ key, owner, content }) {
      const to = await smtp();
      if (!to) return { status: 'sent', reason: 'kept here, for no mail server is set (SMTP_URL)' };
      const why = `You have this sent to you by Trellis. ${publicUrl}/digests lists your digests and alerts, and ends them.`;
      const { subject, text, html } =
        content.kind === 'digest' ? digestMail(content, why) : alertMail(content, why);
      const delivered = await to.send({
        from: await from(),
        to: { name: owner.name, address: owner.email },
        subject,
        text,
        html: String(await html),
        messageId: messageIdOf(key, publicUrl),
        ...picturesOf(content),
      });
      return outcomeOf(delivered);
    },
    // A mail server cannot be asked what it has taken.
    arrived: async () => undefined,
    close: () => close(),
  };
}

function picturesOf(content: OutgoingPost['content']) {
  if (content.kind !== 'digest' || !content.chart) return {};
  return { pictures: [{ id: chartId, name: 'chart.png', png: Buffer.from(content.chart.png, 'base64') }] };
}

/** The same on every attempt: a mail program shows what came twice as one. */
export function messageIdOf(key: string, publicUrl: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${new URL(publicUrl).hostname}`;
}

function outcomeOf(delivered: Awaited<ReturnType<Smtp['send']>>): PostOutcome {
  if (delivered.status === 'sent') return { status: 'sent' };
  if (delivered.status === 'in_doubt')
    return {
      status: 'in_doubt',
      reason: 'the connection broke while it was sent; it is not sent again by itself',
    };
  return delivered.status === 'failed'
    ? { status: 'failed', reason: delivered.reason }
    : { status: 'retry', reason: delivered.reason };
}
