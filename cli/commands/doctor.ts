import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { Config } from '../../server/config.ts';
import { examineServices, type Finding, look } from '../../server/doctor.ts';
import { embeddingEndpoint } from '../../server/embedding-endpoint.ts';
import { answeringOwner } from '../client.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis doctor`: looks at everything a start needs and says what to mend. Exit code 1 when something is wrong. */
export function addDoctor(program: Command, session: Session): void {
  program
    .command('doctor')
    .description('look at everything Trellis needs and say what to mend')
    .argument('[part]', 'slack: tokens, scopes, clock, socket and events URL')
    .option('--json', 'print {findings}')
    .action(async (part: string | undefined, { json }: { json?: boolean }) => {
      const findings = part === undefined ? await examine(session) : await examinePart(session, part);
      if (json) printJson({ findings });
      else
        for (const { check, ok, found } of findings)
          print(`${ok ? 'ok  ' : 'MEND'}  ${check.padEnd(14)} ${found}`);
      if (findings.some((finding) => !finding.ok)) process.exitCode = 1;
    });
}

/** One part by itself, with the settings of this command. Throws `doctor.part`. */
async function examinePart(session: Session, part: string): Promise<Finding[]> {
  if (part !== 'slack')
    throw new TrellisError(
      'doctor.part',
      `There is no part ${part}: trellis doctor slack, or trellis doctor.`,
    );
  const { examineSlack } = await import('../../server/slack/doctor.ts');
  return examineSlack(session.config());
}

/** What a running server uses is told by that server: its settings may be others than this command's. */
async function examine(session: Session): Promise<Finding[]> {
  const findings = [await look('node', async () => process.version)];
  let config: Config;
  try {
    config = session.config();
  } catch (error) {
    return [...findings, await look('settings', () => Promise.reject(error))];
  }
  const owner = await answeringOwner(config.TRELLIS_HOME);
  findings.push(
    await look('settings', async () => 'every key is well formed'),
    await look('data folder', async () => folder(config.TRELLIS_HOME)),
    await look('server', async () =>
      owner
        ? `process ${owner.pid} answers at ${owner.url}; what follows is as it has it`
        : 'not running; what follows is as it would start here',
    ),
  );
  if (!owner) return [...findings, ...(await database(config)), ...(await examineServices(config))];
  try {
    const answer = await session.withClient((client) => client.get<{ findings: Finding[] }>('/api/doctor'));
    return [...findings, ...answer.findings];
  } catch (error) {
    return [...findings, await look('database', () => Promise.reject(error))];
  }
}

function folder(home: string): string {
  if (existsSync(home)) {
    accessSync(home, constants.R_OK | constants.W_OK);
    return home;
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return `${home}, made now`;
}

async function database(config: Config): Promise<Finding[]> {
  const { TRELLIS_HOME: home, DATABASE_URL: databaseUrl } = config;
  if (!databaseUrl && !existsSync(`${home}/database`))
    return [await look('database', async () => 'embedded, made at the first start')];
  // Both databases' drivers: no other command of a client needs them.
  const { openDatabase } = await import('../../db/open-database.ts');
  const { examineDatabase } = await import('../../server/examine-database.ts');
  try {
    const db = await openDatabase({ home, ...(databaseUrl && { databaseUrl }) });
    try {
      return await examineDatabase(db, Date.now(), embeddingEndpoint(config)?.name);
    } finally {
      await db.close();
    }
  } catch (error) {
    return [await look('database', () => Promise.reject(error))];
  }
}
