import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { Client } from '../client.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { showChange } from '../show-change.ts';
import { addBacktest } from './backtest.ts';
import { addMigration } from './migration.ts';
import { addSettling } from './settle.ts';
import { addSimulate } from './simulate.ts';

/** `trellis changes list|show|backtest|migration|simulate|propose|approve|cancel|reject|comment`. */
export function addChanges(program: Command, session: Session): void {
  const changes = program.command('changes').description('what was proposed, and settling it');
  changes
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--status <status>', 'proposed, scheduled, applied, rejected, stale or expired')
    .option('--json', 'print {changes}')
    .action(async ({ status, json }: { status?: string; json?: boolean }) => {
      const query = status ? `?status=${encodeURIComponent(status)}` : '';
      const answer = await session.withClient((client) =>
        client.get<{ changes: Change[] }>(`/api/changes${query}`),
      );
      if (json) return printJson(answer);
      if (answer.changes.length === 0) return print('There are no changes.');
      printTable(
        ['id', 'status', 'risk', 'proposed', 'by', 'title'],
        answer.changes.map((change) => [
          change.id.slice(0, 8),
          change.status,
          change.plan.risk.level,
          when(change.createdAt),
          change.author.name,
          change.title,
        ]),
      );
    });
  changes
    .command('show')
    .description('what a change does and whom it touches')
    .argument('<id>', 'id, or its first characters')
    .option('--json', 'print the change')
    .action(async (id: string, { json }: { json?: boolean }) => {
      const change = await session.withClient((client) => fetchChange(client, id));
      if (json) printJson(change);
      else showChange(change);
    });
  addBacktest(changes, session);
  addMigration(changes, session);
  addSimulate(changes, session);
  changes
    .command('propose')
    .description(
      'file a change from a YAML or JSON file: a list of {op: put, path, value}, {op: remove, path} and {op: enrol, path, leads}',
    )
    .argument('<file>')
    .requiredOption('--title <title>', 'what it is for, in a few words')
    .option('--json', 'print the change')
    .action(async (file: string, { title, json }: { title: string; json?: boolean }) => {
      const edits = await readEdits(session.path(file));
      const change = await session.withClient((client) =>
        client.post<Change>('/api/changes', { title, edits }),
      );
      if (json) printJson(change);
      else showChange(change);
    });
  addSettling(changes, session);
}

/** The list as it is written; the server checks what it says. Throws `changes.unreadable`. */
async function readEdits(path: string): Promise<unknown> {
  if (!existsSync(path)) throw new TrellisError('changes.unreadable', `There is no file ${path}.`);
  const { parse } = await import('yaml');
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : 'unknown reason';
    throw new TrellisError('changes.unreadable', `${path} cannot be read as YAML or JSON: ${why}`, { cause });
  }
}

function fetchChange(client: Client, id: string): Promise<Change> {
  return client.get<Change>(`/api/changes/${encodeURIComponent(id)}`);
}
