import type { Command } from 'commander';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis lists`: the lists that imports and events put leads on. */
export function addLists(program: Command, session: Session): void {
  program
    .command('lists')
    .description('the lists leads are on; a condition names one by IN LIST')
    .option('--json', 'print {lists}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ lists: { list: string; leads: number }[] }>('/api/lists'),
      );
      if (json) return printJson(answer);
      if (answer.lists.length === 0) return print('No lead is on a list.');
      printTable(
        ['list', 'leads'],
        answer.lists.map(({ list, leads }) => [list, leads]),
      );
    });
}
