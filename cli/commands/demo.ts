import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis demo remove`: takes the generated company away, whole. */
export function addDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .description('the generated demo company')
    .command('remove')
    .description('take the demo company away: its leads, events, content and program')
    .option('--json', 'print what was removed')
    .action(async ({ json }: { json?: boolean }) => {
      const removed = await session.withClient((client) =>
        client.delete<Record<string, unknown>>('/api/demo'),
      );
      if (json) return printJson(removed);
      const counts = Object.entries(removed).map(([what, n]) => `${n} ${what}`);
      print(`The demo company is gone${counts.length > 0 ? ` (${counts.join(', ')})` : ''}.`);
    });
}
