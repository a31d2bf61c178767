import type { Command } from 'commander';
import { print, printJson, printTable } from '../../output.ts';
import type { Session } from '../../session.ts';
import { whereHelp } from './where.ts';

interface Hit {
  item: { id: string; title: string };
  passage: { heading: string; text: string };
}

export function addSearch(library: Command, session: Session): void {
  library
    .command('search')
    .argument('<words...>')
    .option('--limit <n>', 'how many passages, at most 100', '10')
    .option('--where <condition>', whereHelp)
    .option('--json', 'print {hits}')
    .action(
      async (words: string[], { limit, where, json }: { limit: string; where?: string; json?: boolean }) => {
        const query = new URLSearchParams({ q: words.join(' '), limit, ...(where && { where }) });
        const answer = await session.withClient((client) =>
          client.get<{ hits: Hit[] }>(`/api/library/search?${query}`),
        );
        if (json) return printJson(answer);
        if (answer.hits.length === 0) return print('Nothing was found.');
        printTable(
          ['item', 'title', 'heading', 'passage'],
          answer.hits.map(({ item, passage }) => [item.id, item.title, passage.heading, passage.text]),
        );
      },
    );
}
