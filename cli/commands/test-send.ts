import type { Command } from 'commander';
import type { TestSent } from '../../tools/services.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis test-send TRACK EMAIL`: an email as a lead would get it, to whoever asks. */
export function addTestSend(program: Command, session: Session): void {
  program
    .command('test-send')
    .description('send yourself an email as a lead would get it; marked as a test, counted nowhere')
    .argument('<track>', 'id or title')
    .argument('<email>', 'its number in the track, or the id of its step')
    .option('--as <lead>', 'id, email address or name; else whoever joined the track last')
    .option('--change <id>', 'as this change proposes it')
    .option('--json', 'print {to, subject, track, email, step, lead, change, mailbox}')
    .action(
      async (
        track: string,
        email: string,
        { as: lead, change, json }: { as?: string; change?: string; json?: boolean },
      ) => {
        const sent = await session.withClient((client) =>
          client.post<TestSent>('/api/test-sends', {
            track,
            email,
            ...(lead && { lead }),
            ...(change && { change }),
          }),
        );
        if (json) return printJson(sent);
        print(
          `“${sent.subject}” went to ${sent.to}: email ${sent.email} of ${sent.track.title} as ${sent.lead.name ?? sent.lead.id} would get it${sent.change ? ` with “${sent.change.title}” in force` : ''}.`,
        );
        if (sent.mailbox) print(`Read it in the mailbox: ${sent.mailbox}`);
      },
    );
}
