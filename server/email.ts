import type { Database } from '../db/connection.ts';
import type { Engine } from '../engine/runtime/types.ts';
import { createMailbox, type Mailbox } from '../integrations/email/mailbox.ts';
import { createEmailSender, type EmailSender } from '../integrations/email/sender.ts';
import { createTracking, type Tracking } from '../integrations/email/tracking.ts';
import type { MailSender } from '../integrations/email/variables.ts';
import type { Library } from '../knowledge/library.ts';
import type { Config } from './config.ts';
import { secretFiles, secretOf } from './secret-files.ts';

/** Everything about email that this process has. */
export interface EmailFace {
  sender: EmailSender;
  mailbox: Mailbox;
  tracking: Tracking;
}

/** Until the program's policies name one: good enough for the embedded mailbox, which is where such email goes. */
const defaultSender: MailSender = {
  name: 'Trellis',
  email: 'hello@trellis.example',
  postalAddress: 'Set the sender in the program’s policies',
};

export function createEmail(options: {
  config: Config;
  publicUrl: string;
  db: Database;
  library: Library;
  engine: Engine;
  clock: () => number;
  log: (line: string, details?: Readonly<Record<string, unknown>>) => void;
}): EmailFace {
  const { config, publicUrl, db, library, engine, clock, log } = options;
  const secret = secretOf(config.TRELLIS_HOME, secretFiles.linkSecret);
  const shared = { db, library, secret, publicUrl, clock };
  return {
    sender: createEmailSender({
      ...shared,
      ...(config.SMTP_URL && { smtpUrl: config.SMTP_URL }),
      from: async () => (await engine.program()).program.policies.sender ?? defaultSender,
    }),
    mailbox: createMailbox(shared),
    tracking: createTracking({ ...shared, ingest: (events) => engine.ingest(events), log }),
  };
}
