import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Key {
  source: string;
  createdAt: string;
  key?: string;
}

/** `trellis keys list|add|remove`: write keys for events over the Segment protocol. */
export function addKeys(program: Command, session: Session): void {
  const keys = program.command('keys').description('write keys: who may send events');
  keys
    .command('list', { isDefault: true })
    .option('--json', 'print {keys}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<{ keys: Key[] }>('/api/keys'));
      if (json) return printJson(answer);
      printTable(
        ['source', 'made', 'key'],
        answer.keys.map((key) => [key.source, when(key.createdAt), key.key ?? 'shown when it was made']),
      );
    });
  keys
    .command('add')
    .description('make a key; it is shown this once')
    .argument('<source>', 'names the events that come with it, e.g. website')
    .option('--json', 'print {source, key}')
    .action(async (source: string, { json }: { json?: boolean }) => {
      const made = await session.withClient((client) =>
        client.post<{ key: string }>('/api/keys', { source }),
      );
      if (json) printJson(made);
      else print(made.key);
    });
  keys
    .command('remove')
    .description('make a key worthless')
    .argument('<source>')
    .action(async (source: string) => {
      await session.withClient((client) => client.delete(`/api/keys/${encodeURIComponent(source)}`));
      print(`The key of ${source} no longer works.`);
    });
}
