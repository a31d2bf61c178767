import type { Command } from 'commander';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis halt [TRACK]`: the brake. Resuming is a change. */
export function addHalt(program: Command, session: Session): void {
  program
    .command('halt')
    .description('stop a track, or all sending, at once')
    .argument('[track]', 'id or title; all sending by default')
    .option('--reason <text>', 'why', 'halted on the command line')
    .option('--json', 'print {target, title, already_halted}')
    .action(async (track: string | undefined, { reason, json }: { reason: string; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post<{ title: string; already_halted: boolean }>('/api/halt', {
          target: track ?? '*',
          reason,
        }),
      );
      if (json) return printJson(answer);
      print(
        `${answer.title} is halted${answer.already_halted ? ' already' : ''}. Resuming is a change: ask for it in the chat.`,
      );
    });
}
