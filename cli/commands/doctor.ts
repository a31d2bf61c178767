import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { openDatabase } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Config } from '../../server/config.ts';
import { liveOwner } from '../../server/owner.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

interface Finding {
  check: string;
  ok: boolean;
  found: string;
}

/** `trellis doctor`: looks at everything a start needs and says what to mend. Exit code 1 when something is wrong. */
export function addDoctor(program: Command, session: Session): void {
  program
    .command('doctor')
    .description('look at everything Trellis needs and say what to mend')
    .option('--json', 'print {findings}')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(session);
      if (json) printJson({ findings });
      else
        for (const { check, ok, found } of findings)
          print(`${ok ? 'ok  ' : 'MEND'}  ${check.padEnd(14)} ${found}`);
      if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
    });
}

async function examine(session: Session): Promise<Finding[]> {
  const findings = [await look('node', async () => process.version)];
  let config: Config;
  try {
    config = session.config();
  } catch (error) {
    return [...findings, await look('settings', () => Promise.reject(error))];
  }
  const { TRELLIS_HOME: home, TRELLIS_MODEL: model, SMTP_URL: smtp, SLACK_BOT_TOKEN: slack } = config;
  return [
    ...findings,
    await look('settings', async () => 'every key is well formed'),
    await look('data folder', async () => folder(home)),
    await look('server', async () => {
      const owner = liveOwner(home);
      return owner ? `process ${owner.pid} answers at ${owner.url}` : 'not running';
    }),
    await look('database', () => database(config)),
    await look('model', async () => model ?? 'the embedded interpreter: no key, no network'),
    await look('email', () => (smtp ? mail(smtp) : Promise.resolve('the embedded mailbox, /mailbox'))),
    await look('slack', async () => (slack ? 'both tokens are set' : 'not connected')),
  ];
}

async function look(check: string, examineIt: () => Promise<string>): Promise<Finding> {
  try {
    return { check, ok: true, found: await examineIt() };
  } catch (error) {
    const found = error instanceof TrellisError ? `${error.code}: ${error.message}` : String(error);
    return { check, ok: false, found };
  }
}

function folder(home: string): string {
  if (existsSync(home)) {
    accessSync(home, constants.R_OK | constants.W_OK);
    return home;
  }
  mkdirSync(home, { recursive: true });
  return `${home}, made now`;
}

async function database({ TRELLIS_HOME: home, DATABASE_URL: databaseUrl }: Config): Promise<string> {
  const owner = liveOwner(home);
  if (owner && !databaseUrl) {
    const health = await fetch(`${owner.url}/health`);
    if (!health.ok)
      throw new TrellisError('database.unreachable', 'The server runs, but its database does not answer.');
    return 'embedded, in use by the server';
  }
  if (!databaseUrl && !existsSync(`${home}/database`)) return 'embedded, made at the first start';
  const db = await openDatabase({ home, ...(databaseUrl && { databaseUrl }) });
  try {
    const [row] = await db.query<{ version: string }>(`select current_setting('server_version') as version`);
    return `${db.kind} ${row?.version}`;
  } finally {
    await db.close();
  }
}

async function mail(url: string): Promise<string> {
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
