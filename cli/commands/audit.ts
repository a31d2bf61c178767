import type { Command } from 'commander';
import { actionTitle, detailWords, originWords } from '../../engine/runtime/audit/entry-words.ts';
import type { AuditVerification } from '../../engine/runtime/audit/verify.ts';
import { isIntact, verificationWords } from '../../engine/runtime/audit/verify-words.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Listed {
  entries: {
    n: number;
    at: string;
    action: string;
    by: string | null;
    name: string | null;
    subject: string | null;
    via: string;
    address: string;
    details: Record<string, unknown>;
  }[];
}
interface Options {
  since?: string;
  until?: string;
  by?: string;
  action?: string;
  limit: string;
  verify?: boolean;
  head?: string;
  json?: boolean;
}

/** `trellis audit`: what was done, by whom, from where. With `--verify` exit code 1 when the log was tampered with. */
export function addAudit(program: Command, session: Session): void {
  program
    .command('audit')
    .description('what was done, by whom, from where; and whether that record is unchanged')
    .option('--since <date>', 'a date or an instant, like 2026-01-31')
    .option('--until <date>', 'exclusive')
    .option('--by <person>', 'email or id')
    .option('--action <action>', 'like approve, login_failed, export')
    .option('--limit <n>', 'how many, newest first', '50')
    .option('--verify', 'compute the chain of hashes again')
    .option('--head <hash>', 'with --verify: a head noted earlier must still be in the log')
    .option('--json', 'print {entries}, or with --verify {verified, head, fault, noted}')
    .action((options: Options) =>
      options.verify || options.head !== undefined ? verify(session, options) : list(session, options),
    );
}

async function list(session: Session, { since, until, by, action, limit, json }: Options): Promise<void> {
  const query = new URLSearchParams({
    limit,
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(by !== undefined && { by }),
    ...(action !== undefined && { action }),
  });
  const answer = await session.withClient((client) => client.get<Listed>(`/api/audit?${query}`));
  if (json) return printJson(answer);
  if (answer.entries.length === 0) return print('Nothing of the kind was recorded.');
  printTable(
    ['n', 'at', 'who', 'did', 'what', 'how'],
    answer.entries.map((entry) => [
      entry.n,
      when(entry.at),
      entry.name ?? entry.by ?? (entry.via === 'system' ? 'Trellis' : 'somebody'),
      actionTitle(entry.action),
      detailWords(entry.details, entry.subject),
      originWords(entry),
    ]),
    80,
  );
}

async function verify(session: Session, { head, json }: Options): Promise<void> {
  const found = await session.withClient((client) =>
    client.post<AuditVerification>('/api/audit/verify', head === undefined ? {} : { head }),
  );
  if (json) printJson(found);
  else for (const line of verificationWords(found)) print(line);
  if (!isIntact(found)) process.exitCode = 1;
}
