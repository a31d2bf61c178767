import type { Command } from 'commander';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

/** `trellis performance facts`. */
export function addFacts(performance: Command, session: Session): void {
  performance
    .command('facts')
    .description('how far the log is counted in for the figures')
    .option('--rebuild', 'count it all in anew; figures stay meanwhile')
    .option('--json', 'print the state')
    .action(async ({ rebuild, json }: { rebuild?: boolean; json?: boolean }) => {
      const status = await session.withClient((client) =>
        rebuild
          ? client.post<{ words: string[] }>('/api/performance/facts/rebuild', {})
          : client.get<{ words: string[] }>('/api/performance/facts'),
      );
      if (json) return printJson(status);
      for (const line of status.words) print(line);
    });
}
