import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';
import { fetchItem, showItem, showVersions } from './item-named.ts';

export function addShow(library: Command, session: Session): void {
  library
    .command('show')
    .description('an item: what it is, who approved it, what was only suggested, and its text')
    .argument('<item>', 'ITEM or ITEM@VERSION')
    .option('--versions', 'its versions instead of its text')
    .option('--json', 'print {item, versions}')
    .action(async (named: string, { versions, json }: { versions?: boolean; json?: boolean }) => {
      const shown = await session.withClient((client) => fetchItem(client, named));
      if (json) return printJson(shown);
      showItem(shown);
      print('');
      if (versions) showVersions(shown.versions);
      else print(shown.item.body);
    });
}
