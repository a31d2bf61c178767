import type { Command } from 'commander';
import type { ContentProblem } from '../../../knowledge/items/problems.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';

export function addProblems(library: Command, session: Session): void {
  library
    .command('problems')
    .description('what tracks in force send that is retired or out of date, or will be within 30 days')
    .option('--json', 'print {problems}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ problems: ContentProblem[] }>('/api/library/problems'),
      );
      if (json) return printJson(answer);
      if (answer.problems.length === 0)
        return print(
          'There are none: nothing that a track sends is retired or out of date, or soon will be.',
        );
      for (const { words, steps } of answer.problems) print(`${words} (${steps.join(', ')})`);
    });
}
