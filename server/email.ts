import type { Database } from '../db/connection.ts';
import { forEvent } from '../engine/program/compile/event-index.ts';
import type { Engine } from '../engine/runtime/types.ts';
import { createMailbox, type Mailbox } from '../integrations/email/mailbox.ts';
import {
  createItemPreview,
  createPreview,
  type Preview,
  type PreviewItem,
} from '../integrations/email/preview.ts';
import { createEmailSender, type EmailSender } from '../integrations/email/sender.ts';
import { createTestSender, type TestSender } from '../integrations/email/test-sender.ts';
import { createTracking, type Tracking } from '../integrations/email/tracking.ts';
import type { Library } from '../knowledge/library.ts';
import { newSecret } from './auth/secrets.ts';
import type { Config } from './config.ts';
import { senderOf } from './sender-of.ts';

/** Everything about email that this process has. */
export interface EmailFace {
  sender: EmailSender;
  mailbox: Mailbox;
  tracking: Tracking;
  preview: Preview;
  previewItem: PreviewItem;
  tests: TestSender;
}

export async function createEmail(options: {
  config: Config;
  publicUrl: string;
  db: Database;
  library: Library;
  engine: Engine;
  clock: () => number;
  log: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}): Promise<EmailFace> {
  const { config, publicUrl, db, library, engine, clock, log } = options;
  const secret = await linkSecret(db);
  const shared = { db, library, secret, publicUrl, clock };
  const from = async () => senderOf(await engine.program());
  const outward = { ...shared, from, ...(config.SMTP_URL && { smtpUrl: config.SMTP_URL }) };
  return {
    sender: createEmailSender(outward),
    tests: createTestSender(outward),
    mailbox: createMailbox(shared),
    tracking: createTracking({
      ...shared,
      ingest: (events) => engine.ingest(events),
      keepsPreferences: async () => {
        const { triggers } = (await engine.program()).compiled;
        return forEvent(triggers, 'preferences_updated').length > 0;
      },
      log,
    }),
    preview: createPreview({ db, library, from }),
    previewItem: createItemPreview({ db, library, from }),
  };
}

/** Signs the links in emails. In the database, because the server that a click reaches may not be the one that sent. */
async function linkSecret(db: Database): Promise<string> {
  await db.query(`insert into settings (key, value) values ('link_secret', $1) on conflict do nothing`, [
    newSecret(),
  ]);
  const [row] = await db.query<{ value: string }>(`select value from settings where key = 'link_secret'`);
  return (row as { value: string }).value;
}
