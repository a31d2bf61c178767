import { sha256Hex } from '../db/canonical.ts';
import type { Database } from '../db/connection.ts';
import type { Delivery, EffectSender } from '../engine/runtime/types.ts';
import { parseTemplate, type TextTemplate } from '../integrations/email/template.ts';
import { variablesOf } from '../integrations/email/variables.ts';
import type { Library } from '../knowledge/library.ts';
import type { Persona } from './persona.ts';
import type { SentEmail } from './responses.ts';

/** Where the demo company's emails go: the embedded mailbox, never an SMTP server. */
export interface MailRecorder extends EffectSender {
  /** Writes what was recorded since the last call in one statement, and gives it. */
  flush(): Promise<{ persona: Persona; email: SentEmail }[]>;
}

const sender = {
  name: 'Fernhollow',
  email: 'hello@fernhollow.example',
  postalAddress: 'Fernhollow, 1 Example Street',
};

/** `personaOf` finds the lead by its email; `clock` is the virtual time. */
export function createMailRecorder(options: {
  db: Database;
  library: Pick<Library, 'get'>;
  clock: () => number;
  personaOf: (email: string) => Persona | undefined;
}): MailRecorder {
  const { db, library, clock, personaOf } = options;
  const subjects = new Map<string, Promise<TextTemplate>>();
  const subjectOf = (item: string, version: number) => {
    const key = `${item}@${version}`;
    const known = subjects.get(key);
    if (known !== undefined) return known;
    const loaded = library.get(item, version).then((stored) => {
      if (stored === undefined) throw new Error(`the library has no ${key}`);
      return parseTemplate(stored.subject ?? stored.title, 'text', key);
    });
    subjects.set(key, loaded);
    return loaded;
  };

  let rows: object[] = [];
  let sent: { persona: Persona; email: SentEmail }[] = [];
  return {
    kind: 'email',
    async send({ key, lane, leadId, lead, effect }: Delivery) {
      const recipient = String(lead.fields.email);
      const persona = personaOf(recipient);
      if (effect.kind !== 'email' || persona === undefined) {
        return { status: 'failed', reason: 'not an email of the demo company' };
      }
      const { item, version } = effect.content;
      const { account } = persona.lead;
      const variables = variablesOf(
        lead.fields,
        {
          account_name: account.name,
          industry: account.industry,
          company_size: account.size,
          region: account.place.region,
        },
        sender,
      );
      const subject = (await subjectOf(item, version))(variables);
      const at = clock();
      rows.push({
        id: uuidOf(`${leadId} ${key}`),
        lane,
        lead_id: leadId,
        effect: key,
        recipient,
        subject,
        item,
        version,
        variables,
        at,
      });
      sent.push({ persona, email: { at, track: effect.track, step: effect.step, item } });
      return { status: 'sent', messageId: `<${leadId}.${key.replace(':', '.')}@mail.fernhollow.example>` };
    },
    async flush() {
      const recorded = sent;
      if (rows.length > 0) await insertMail(db, rows);
      rows = [];
      sent = [];
      return recorded;
    },
  };
}

function insertMail(db: Database, rows: readonly object[]): Promise<unknown> {
  return db.query(
    `insert into mailbox (id, lane, lead_id, effect, sender, recipient, subject, item, version, variables, sent_at, demo)
     select id, lane, lead_id, effect, $2, recipient, subject, item, version, variables,
            to_timestamp(at / 1000), true
     from json_to_recordset($1::json) as r (id uuid, lane smallint, lead_id uuid, effect text, recipient text,
       subject text, item text, version int, variables jsonb, at float8)`,
    [JSON.stringify(rows), `${sender.name} <${sender.email}>`],
  );
}

function uuidOf(text: string): string {
  const hex = sha256Hex(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
