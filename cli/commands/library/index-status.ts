import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

/** `trellis library index`. */
export function addIndexStatus(library: Command, session: Session): void {
  library
    .command('index')
    .description('what the library is found by, and how far a new index is')
    .option('--rebuild', 'build it again aside; an embedding endpoint is asked for every passage again')
    .option('--json', 'print the state')
    .action(async ({ rebuild, json }: { rebuild?: boolean; json?: boolean }) => {
      const status = await session.withClient((client) =>
        rebuild
          ? client.post<{ words: string[] }>('/api/library/index/rebuild', {})
          : client.get<{ words: string[] }>('/api/library/index'),
      );
      if (json) return printJson(status);
      for (const line of status.words) print(line);
    });
}
