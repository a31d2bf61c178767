import { sha256Hex } from '../../db/canonical.ts';
import type { Database } from '../../db/connection.ts';
import { laneOfLead } from '../../db/lanes.ts';
import type { EffectKey, Instant, LeadId } from '../../engine/core/types.ts';
import type { Purpose } from '../../engine/program/schema.ts';
import type { Library } from '../../knowledge/library.ts';
import { type RenderedEmail, renderEmail } from '../../knowledge/template/render.ts';
import type { TemplateVariables } from '../../knowledge/template/variables.ts';
import { batch } from './batch.ts';
import { createLinkSigner } from './links.ts';
import { createPinnedContent } from './pinned-content.ts';
import { markAsTest, type TestMark, testLinks } from './test-mark.ts';

/** An email in the embedded mailbox: its envelope. */
interface Mail {
  /** UUID, derived from lead and effect. */
  id: string;
  leadId: LeadId;
  effect: EffectKey;
  /** `Name <address>`. */
  sender: string;
  recipient: string;
  subject: string;
  item: string;
  version: number;
  sentAt: Instant;
  demo: boolean;
  /** A test, sent to the person who asked for it in place of the lead. */
  test: TestMark | null;
}

/** What a delivery into the mailbox keeps: enough to render the body again from the pinned content. */
export interface NewMail extends Omit<Mail, 'id' | 'test'> {
  variables: TemplateVariables;
  /** A test: of no effect, and as many as are asked for. */
  test?: { id: string; mark: TestMark };
}

export interface Mailbox {
  /** Newest first; `before` is the last mail of the page before. At most 200, 50 when not said. */
  list(options?: {
    limit?: number;
    before?: { sentAt: Instant; id: string };
    leadId?: LeadId;
  }): Promise<Mail[]>;
  count(): Promise<number>;
  /**
   * With the body, rendered again from the pinned content. Its links are those of the email as delivered; the open
   * pixel is left out, because whoever looks into the mailbox is not the lead. Undefined for an unknown id.
   */
  get(id: string): Promise<(Mail & RenderedEmail) | undefined>;
}

const COLUMNS =
  'id, lead_id as "leadId", effect, sender, recipient, subject, item, version, sent_at as "sentAt", demo, test';

export function createMailbox(options: {
  db: Database;
  library: Pick<Library, 'get'>;
  secret: string;
  publicUrl: string;
}): Mailbox {
  const { db, library } = options;
  const links = createLinkSigner(options);
  const pinned = createPinnedContent(library);
  return {
    list({ limit = 50, before, leadId } = {}) {
      return db.query<Mail>(
        `select ${COLUMNS} from mailbox
         where ($1::float8 is null or (sent_at, id) < (to_timestamp($1::float8 / 1000), $2::uuid))
           and ($3::uuid is null or (lane = $4::smallint and lead_id = $3::uuid))
         order by sent_at desc, id desc limit $5`,
        [
          before?.sentAt ?? null,
          before?.id ?? null,
          leadId ?? null,
          leadId === undefined ? null : laneOfLead(leadId),
          Math.max(1, Math.min(limit, 200)),
        ],
      );
    },
    async count() {
      const rows = await db.query<{ count: number }>('select count(*) as count from mailbox');
      return (rows[0] as { count: number }).count;
    },
    async get(id) {
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return undefined;
      const rows = await db.query<Row>(
        // The outbox says what was pinned and whether it is marketing.
        `select m.*, o.effect -> 'content' ->> 'hash' as hash, o.effect ->> 'purpose' as purpose
         from (select ${COLUMNS}, variables, lane from mailbox where lane = $2 and id = $1::uuid) m
         left join outbox o on o.lane = m.lane and o.lead_id = m."leadId"
           and o.seq = split_part(m.effect, ':', 1)::bigint and o.ordinal = split_part(m.effect, ':', 2)::smallint`,
        [id, laneOfLead(id)],
      );
      if (rows[0] === undefined) return undefined;
      const { variables, lane: _, hash, purpose, ...mail } = rows[0];
      const { email } = await pinned({ item: mail.item, version: mail.version, hash: hash ?? undefined });
      if (mail.test) {
        const shown = renderEmail(email, variables, testLinks(email, options.publicUrl));
        return { ...mail, ...markAsTest(shown, mail.test) };
      }
      const ref = { leadId: mail.leadId, key: mail.effect };
      const rendered = renderEmail(email, variables, {
        click: (index) => links.click(ref, index),
        ...(purpose === 'transactional' ? {} : { unsubscribe: links.unsubscribe(ref) }),
      });
      return { ...mail, ...rendered, subject: mail.subject };
    },
  };
}

interface Row extends Mail {
  variables: TemplateVariables;
  lane: number;
  /** Null when the outbox no longer has the effect. */
  hash: string | null;
  purpose: Purpose | null;
}

const outboxRow = `o.lead_id = r."leadId"
  and o.seq = split_part(r.effect, ':', 1)::bigint and o.ordinal = split_part(r.effect, ':', 2)::smallint`;

/** Puts an email into the mailbox, unless its lead was erased; the same effect twice is one mail. Calls of one moment are one statement. */
export function createMailWriter(db: Database): (mail: NewMail) => Promise<void> {
  return batch(async (mails) => {
    const rows = mails.map(({ test, ...mail }) => ({
      ...mail,
      id: test?.id ?? mailId(mail.leadId, mail.effect),
      test: test?.mark ?? null,
      lane: laneOfLead(mail.leadId),
    }));
    await db.query(
      `with given as materialized (
         select * from json_to_recordset($1::json) as r (id uuid, lane smallint, "leadId" uuid, effect text, sender text,
           recipient text, subject text, item text, version int, variables jsonb, "sentAt" float8, demo boolean, test jsonb)
       ), held as materialized (
         -- Whoever erases the lead comes before this or after it, not between.
         select r.id from given r join outbox o on o.lane = r.lane and ${outboxRow} for key share of o
       )
       insert into mailbox (id, lane, lead_id, effect, sender, recipient, subject, item, version, variables, sent_at, demo, test)
       select id, lane, "leadId", effect, sender, recipient, subject, item, version, variables,
         to_timestamp("sentAt" / 1000), demo, test
       from given r
       where exists (select from held where held.id = r.id) or not (exists (select from outbox o where o.lane = r.lane and ${outboxRow})
         or exists (select from erasures e where e.lane = r.lane and e.lead_id = r."leadId"))
       on conflict (lane, id) do nothing`,
      [JSON.stringify(rows)],
      'mailbox_add',
    );
    return mails.map(() => undefined);
  });
}

/** Whether the email of this effect is in the mailbox. */
export async function hasMail(db: Database, leadId: LeadId, effect: EffectKey): Promise<boolean> {
  return (
    (
      await db.query('select from mailbox where lane = $1 and id = $2::uuid', [
        laneOfLead(leadId),
        mailId(leadId, effect),
      ])
    ).length > 0
  );
}

/** Begins with its lead's lane. */
function mailId(leadId: LeadId, effect: EffectKey): string {
  const id = sha256Hex(`mailbox:${leadId}:${effect}`).replace(
    /^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/,
    '$1-$2-8$3-8$4-$5',
  );
  return leadId.slice(0, 2) + id.slice(2);
}
