import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { isTerminal } from '../terminal.ts';

interface Shown {
  n: number;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** `trellis memory list|forget`: notes are told to it in the chat. */
export function addMemory(program: Command, session: Session): void {
  const memory = program.command('memory').description('what you told Trellis to remember');
  memory
    .command('list', { isDefault: true })
    .option('--json', 'print {memories}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<{ memories: Shown[] }>('/api/memories'));
      if (json) return printJson(answer);
      if (answer.memories.length === 0)
        return print('Nothing. Tell it in the chat: “remember that …”, or “by big fish I mean …”.');
      printTable(
        ['n', 'since (UTC)', 'note'],
        answer.memories.map(({ n, at, text }) => [n, when(at), text]),
        500,
      );
    });
  memory
    .command('forget')
    .description('forget a note, on a terminal only')
    .argument('<number>', 'of the list, or all')
    .option('--json', 'print {forgotten}')
    .action(async (number: string, { json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        (isTerminal() ? client.atTerminal() : client).delete<{ forgotten: Shown[] }>(
          `/api/memories/${encodeURIComponent(number)}`,
        ),
      );
      if (json) return printJson(answer);
      for (const { n, text } of answer.forgotten) print(`Forgotten: ${n} ${text}`);
    });
}
