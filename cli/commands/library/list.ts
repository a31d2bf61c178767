import type { Command } from 'commander';
import { printJson, printTable } from '../../output.ts';
import type { Session } from '../../session.ts';
import { whereHelp } from './where.ts';

interface Item {
  id: string;
  version: number;
  title: string;
  kind: string;
  stages: string[];
  approved: boolean;
}

export function addList(library: Command, session: Session): void {
  library
    .command('list', { isDefault: true })
    .option('--stage <stage>', 'awareness, consideration, decision, implementation or advocacy')
    .option('--where <condition>', whereHelp)
    .option('--json', 'print {items}')
    .action(async ({ stage, where, json }: { stage?: string; where?: string; json?: boolean }) => {
      const query = new URLSearchParams({ ...(stage && { stage }), ...(where && { where }) });
      const answer = await session.withClient((client) =>
        client.get<{ items: Item[] }>(`/api/library?${query}`),
      );
      if (json) return printJson(answer);
      printTable(
        ['id', 'version', 'kind', 'stages', 'approved', 'title'],
        answer.items.map((item) => [
          item.id,
          item.version,
          item.kind,
          item.stages.join(', '),
          item.approved ? 'yes' : 'no',
          item.title,
        ]),
      );
    });
}
