import type { Database } from '../db/connection.ts';
import type { Delivery, EffectSender } from '../engine/runtime/types.ts';
import { createMailWriter, type NewMail } from '../integrations/email/mailbox.ts';
import type { ContentItem } from '../knowledge/library.ts';
import { parseTemplate } from '../knowledge/template/template.ts';
import { type MailSender, variablesOf } from '../knowledge/template/variables.ts';
import { accountFields } from './joining.ts';
import type { Persona } from './persona.ts';
import type { SentEmail } from './responses.ts';

/** Where the demo company's emails go: the embedded mailbox, never an SMTP server. */
export interface MailRecorder extends EffectSender {
  /** Writes what was recorded since the last call in one statement, and gives it. */
  flush(): Promise<{ persona: Persona; email: SentEmail }[]>;
}

/** `personaOf` finds the lead by its email; `clock` is the virtual time. */
export function createMailRecorder(options: {
  db: Database;
  items: readonly ContentItem[];
  from: MailSender;
  clock: () => number;
  personaOf: (email: string) => Persona | undefined;
}): MailRecorder {
  const { db, items, from, clock, personaOf } = options;
  const writeMail = createMailWriter(db);
  const subjects = new Map(
    items.map(({ id, title, subject }) => [id, parseTemplate(subject ?? title, 'text', `${id}/subject`)]),
  );
  let recorded: { persona: Persona; email: SentEmail; mail: NewMail }[] = [];
  return {
    kind: 'email',
    async send({ key, leadId, lead, effect }: Delivery) {
      const recipient = String(lead.fields.email);
      const persona = personaOf(recipient);
      const subject = effect.kind === 'email' ? subjects.get(effect.content.item) : undefined;
      if (effect.kind !== 'email' || persona === undefined || subject === undefined) {
        return { status: 'failed', reason: 'not an email of the demo company' };
      }
      const { item, version } = effect.content;
      const variables = variablesOf(lead.fields, accountFields(persona.lead.account), from);
      const sentAt = clock();
      recorded.push({
        persona,
        email: { at: sentAt, track: effect.track, step: effect.step, item },
        mail: {
          leadId,
          effect: key,
          sender: `${from.name} <${from.email}>`,
          recipient,
          subject: subject(variables).trim(),
          item,
          version,
          variables,
          sentAt,
          demo: true,
        },
      });
      return { status: 'sent', messageId: `<${leadId}.${key.replace(':', '.')}@mail.fernhollow.example>` };
    },
    async flush() {
      const taken = recorded;
      recorded = [];
      await Promise.all(taken.map(({ mail }) => writeMail(mail)));
      return taken;
    },
  };
}
