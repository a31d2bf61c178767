import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { Fields, Instant, LeadId } from '../../engine/core/types.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import type { Delivered } from '../../engine/runtime/types.ts';
import type { Library } from '../../knowledge/library.ts';
import { renderEmail } from '../../knowledge/template/render.ts';
import { type MailSender, variablesOf } from '../../knowledge/template/variables.ts';
import { createAccountReader } from './account-fields.ts';
import { createMailWriter } from './mailbox.ts';
import { createPinnedContent } from './pinned-content.ts';
import { isReservedDomain } from './recipient.ts';
import { createSmtp } from './smtp.ts';
import { markAsTest, type TestMark, testLinks } from './test-mark.ts';

export interface TestEmail {
  /** Whose values it is rendered with. */
  leadId: LeadId;
  content: ContentRef;
  mark: TestMark;
  /** The person who asked. */
  to: { name: string; address: string };
}

export interface TestSender {
  /**
   * Renders the email as the lead would get it and sends it to the person, marked. The lead's log, outbox and figures
   * know nothing of it. Throws what rendering throws, `lead.unknown`, `test_send.no_sender` and `test_send.not_sent`.
   */
  send(email: TestEmail): Promise<{ subject: string; messageId: string; mailboxId?: string }>;
  close(): void;
}

/** No input of a lead has this number. */
const NO_EFFECT = '0:0';

/** Without `smtpUrl`, and for a person at a reserved domain, tests go into the embedded mailbox. */
export function createTestSender(options: {
  db: Database;
  library: Pick<Library, 'get'>;
  smtpUrl?: string;
  publicUrl: string;
  clock: () => Instant;
  from: () => MailSender | Promise<MailSender>;
}): TestSender {
  const { db, publicUrl } = options;
  const smtp = options.smtpUrl ? createSmtp(options.smtpUrl) : undefined;
  const pinned = createPinnedContent(options.library);
  const accountOf = createAccountReader(db);
  const writeMail = createMailWriter(db);
  return {
    async send({ leadId, content, mark, to }) {
      const lane = laneOfLead(leadId);
      const [lead] = await db.query<{ fields: Fields; demo: boolean }>(
        'select fields, demo from leads where lane = $1 and id = $2::uuid',
        [lane, leadId],
      );
      if (!lead) throw new TrellisError('lead.unknown', `There is no lead ${leadId}.`);
      const [{ email, item }, account, from] = await Promise.all([
        pinned(content),
        accountOf(leadId),
        options.from(),
      ]);
      const variables = variablesOf(lead.fields, account, from);
      const rendered = markAsTest(renderEmail(email, variables, testLinks(email, publicUrl)), mark);
      const id = randomUUID();
      const messageId = `test.${id}@${from.email.slice(from.email.lastIndexOf('@') + 1)}`;
      if (smtp && !isReservedDomain(to.address)) {
        assertSender(from);
        assertSent(await smtp.send({ ...rendered, from, to, messageId }));
        return { subject: rendered.subject, messageId };
      }
      // An email's id in the mailbox begins with its lead's lane.
      const mailboxId = leadId.slice(0, 2) + id.slice(2);
      await writeMail({
        leadId,
        effect: NO_EFFECT,
        sender: `${from.name} <${from.email}>`,
        recipient: to.address,
        subject: rendered.subject,
        item: item.id,
        version: item.version,
        variables,
        sentAt: options.clock(),
        demo: lead.demo,
        test: { id: mailboxId, mark },
      });
      return { subject: rendered.subject, messageId, mailboxId };
    },
    close: () => smtp?.close(),
  };
}

function assertSender({ email }: MailSender): void {
  if (!isReservedDomain(email)) return;
  throw new TrellisError(
    'test_send.no_sender',
    'The program names no sender with an address of its own, so nothing can leave by SMTP: propose policies/sender first.',
  );
}

/** The server's own words stay out of what is shown: they are foreign text. */
function assertSent(delivered: Delivered): void {
  if (delivered.status === 'sent') return;
  const code = /^smtp: (\d{3}|[A-Z]+)/.exec('reason' in delivered ? (delivered.reason ?? '') : '')?.[1];
  throw new TrellisError(
    'test_send.not_sent',
    delivered.status === 'in_doubt'
      ? 'The connection to the mail server broke while the test was handed over: look whether it arrived before you ask again.'
      : `The mail server did not take the test${code ? ` (${code})` : ''}; \`trellis doctor\` says whether it can be reached.`,
    { mender: 'operator' },
  );
}
