import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Effect, Instant } from '../../engine/core/types.ts';
import type { Delivered, Delivery, EffectSender } from '../../engine/runtime/engine.ts';
import type { Library } from '../../knowledge/library.ts';
import { renderEmail } from '../../knowledge/template/render.ts';
import { type MailSender, type TemplateVariables, variablesOf } from '../../knowledge/template/variables.ts';
import { createAccountReader } from './account-fields.ts';
import { createLinkSigner, type LinkSigner, type MailRef } from './links.ts';
import { createMailWriter, hasMail } from './mailbox.ts';
import { createPinnedContent, type PinnedContent } from './pinned-content.ts';
import { isAddress, isReservedDomain } from './recipient.ts';
import { createSmtp } from './smtp.ts';

export interface EmailSenderOptions {
  db: Database;
  library: Pick<Library, 'get'>;
  /** `smtp://` or `smtps://`. Without it every email goes to the embedded mailbox. */
  smtpUrl?: string;
  /** Where tracking and unsubscribe links point. */
  publicUrl: string;
  clock: () => Instant;
  /** Signs the links; changing it breaks those of emails already sent. */
  secret: string;
  /** Asked at every email: the program in force may name another sender. */
  from: () => MailSender | Promise<MailSender>;
}

export interface EmailSender extends EffectSender {
  /** Ends the connections to the SMTP server. */
  close(): void;
}

/** The law of most places wants a real sender with a postal address, and nobody can answer a reserved domain. */
const noSender =
  'email.sender: the program names no sender with an address of its own; propose policies/sender; the email waits for it';

type EmailEffect = Extract<Effect, { kind: 'email' }>;

/**
 * Renders the pinned content for the lead and sends it. Leads of the demo company and reserved domains never reach
 * SMTP: their email is put into the embedded mailbox. An email that cannot be rendered is `failed` with its reason; one
 * for SMTP waits while the program names no sender that may leave for it.
 */
export function createEmailSender(options: EmailSenderOptions): EmailSender {
  const smtp = options.smtpUrl ? createSmtp(options.smtpUrl) : undefined;
  const links = createLinkSigner(options);
  const pinned = createPinnedContent(options.library);
  const accountOf = createAccountReader(options.db);
  const writeMail = createMailWriter(options.db);

  const goesBySmtp = (to: string, demo: boolean) => smtp !== undefined && !demo && !isReservedDomain(to);

  async function deliver(
    delivery: Delivery,
    effect: EmailEffect,
    content: PinnedContent,
  ): Promise<Delivered> {
    const { lead, leadId, key } = delivery;
    const to = lead.fields.email;
    if (typeof to !== 'string' || !isAddress(to))
      return { status: 'failed', reason: 'email.address: not one email address' };
    const [from, account] = await Promise.all([options.from(), accountOf(leadId)]);
    const variables = variablesOf(lead.fields, account, from);
    const ref: MailRef = { leadId, key };
    const marketing = effect.purpose === 'marketing';
    const email = renderEmail(content.email, variables, linksFor(links, ref, marketing));
    if (smtp && goesBySmtp(to, lead.demo)) {
      if (isReservedDomain(from.email)) return { status: 'later', reason: noSender };
      return smtp.send({
        ...email,
        from,
        to: { name: nameOf(variables), address: to },
        messageId: messageIdOf(ref, from),
        ...(marketing ? { unsubscribe: links.unsubscribe(ref) } : {}),
      });
    }
    await writeMail({
      leadId,
      effect: key,
      sender: `${from.name} <${from.email}>`,
      recipient: to,
      subject: email.subject,
      item: content.item.id,
      version: content.item.version,
      variables,
      sentAt: options.clock(),
      demo: lead.demo,
    });
    return { status: 'sent', messageId: messageIdOf(ref, from) };
  }

  return {
    kind: 'email',
    async send(delivery) {
      const { effect } = delivery;
      if (effect.kind !== 'email') return { status: 'failed', reason: `email cannot send a ${effect.kind}` };
      try {
        const content = await pinned(effect.content);
        if (!content.item.approved) return { status: 'refused', reason: 'content_not_approved' };
        return await deliver(delivery, effect, content);
      } catch (error) {
        if (!(error instanceof TrellisError)) throw error;
        return { status: 'failed', reason: `${error.code}: ${error.message}` };
      }
    },
    async reconcile({ lead, leadId, key }) {
      const to = lead.fields.email;
      if (typeof to !== 'string' || goesBySmtp(to, lead.demo)) return undefined;
      if (!(await hasMail(options.db, leadId, key))) return { status: 'unsent' };
      return { status: 'sent', messageId: messageIdOf({ leadId, key }, await options.from()) };
    },
    close: () => smtp?.close(),
  };
}

function linksFor(links: LinkSigner, ref: MailRef, marketing: boolean) {
  return {
    click: (index: number) => links.click(ref, index),
    open: links.open(ref),
    ...(marketing ? { unsubscribe: links.unsubscribe(ref) } : {}),
  } satisfies Parameters<typeof renderEmail>[2];
}

/** The same on every attempt at the same effect. */
function messageIdOf({ leadId, key }: MailRef, from: MailSender): string {
  return `${leadId}.${key.replace(':', '.')}@${from.email.slice(from.email.lastIndexOf('@') + 1)}`;
}

function nameOf({ lead }: TemplateVariables): string {
  return [lead.first_name, lead.last_name].filter(Boolean).join(' ');
}
