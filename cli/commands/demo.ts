import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

interface Removed {
  leads: number;
  accounts: number;
  items: number;
  othersRemain: boolean;
}

/** `trellis demo remove`: takes the generated company away, whole. */
export function addDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .description('the generated demo company')
    .command('remove')
    .description('take the demo company away: its leads, events, content and program')
    .option('--json', 'print what was removed')
    .action(async ({ json }: { json?: boolean }) => {
      const removed = await session.withClient((client) => client.delete<Removed>('/api/demo'));
      if (json) return printJson(removed);
      const { leads, accounts, items, othersRemain } = removed;
      if (leads + accounts + items === 0) return print('There is no demo company here.');
      print(`The demo company is gone: ${leads} leads, ${accounts} accounts, ${items} content items.`);
      if (othersRemain)
        print(
          'Your own leads stay; the program is empty now, and its earlier versions explain their history.',
        );
    });
}
