import type { Database } from '../db/connection.ts';
import { TrellisError } from '../db/errors.ts';
import { countWaitingForCrm } from '../engine/runtime/sql/outbox.ts';
import type { Config } from './config.ts';

/** What one check of `trellis doctor` found. */
export interface Finding {
  check: string;
  ok: boolean;
  found: string;
}

/** Runs one check; what it throws is the finding. */
export async function look(check: string, examine: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, found: await examine() };
  } catch (error) {
    const found = error instanceof TrellisError ? `${error.code}: ${error.message}` : String(error);
    return { check, ok: false, found };
  }
}

/** Kind and version of the database. */
export async function describeDatabase(db: Database): Promise<string> {
  const [row] = await db.query<{ version: string }>(`select current_setting('server_version') as version`);
  return `${db.kind} ${row?.version}`;
}

/** Updates of CRMs that no connector has taken yet. */
export async function describeWaiting(db: Database): Promise<string> {
  const systems = await countWaitingForCrm(db);
  if (systems.length === 0) return 'none';
  return systems.map(({ system, count }) => `${count} wait for a connector of ${system}`).join(', ');
}

/** What answers, where email goes and whether Slack is connected, by the settings of this process. */
export async function examineServices(config: Config): Promise<Finding[]> {
  const { TRELLIS_MODEL: model, SMTP_URL: smtp, SLACK_BOT_TOKEN: slack } = config;
  return [
    await look('model', async () => model ?? 'the embedded interpreter: no key, no network'),
    await look('email', async () => (smtp ? verifySmtp(smtp) : 'the embedded mailbox, /mailbox')),
    await look('slack', async () => (slack ? 'both tokens are set' : 'not connected')),
  ];
}

/** Throws `email.unreachable`. */
export async function verifySmtp(url: string): Promise<string> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({ url, connectionTimeout: 5_000, greetingTimeout: 5_000 } as object);
  try {
    await transport.verify();
    return 'the SMTP server accepts us';
  } catch (cause) {
    throw new TrellisError('email.unreachable', 'The SMTP server does not accept us: check SMTP_URL.', {
      mender: 'operator',
      cause,
    });
  } finally {
    transport.close();
  }
}
