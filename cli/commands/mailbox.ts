import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Email {
  id: string;
  recipient: string;
  subject: string;
  sentAt: string;
}

/** `trellis mailbox [ID]`: what was sent to the embedded mailbox. */
export function addMailbox(program: Command, session: Session): void {
  program
    .command('mailbox')
    .description('the emails in the embedded mailbox, newest first, or one of them')
    .argument('[id]')
    .option('--limit <n>', 'how many, at most 200', '20')
    .option('--json', 'print {emails}, or the email')
    .action(async (id: string | undefined, { limit, json }: { limit: string; json?: boolean }) => {
      if (id !== undefined) {
        const email = await session.withClient((client) =>
          client.get<Email & { text: string }>(`/api/mailbox/${encodeURIComponent(id)}`),
        );
        if (json) return printJson(email);
        return print(`${email.subject}\nto ${email.recipient}, ${when(email.sentAt)} UTC\n\n${email.text}`);
      }
      const answer = await session.withClient((client) =>
        client.get<{ emails: Email[] }>(`/api/mailbox?limit=${encodeURIComponent(limit)}`),
      );
      if (json) return printJson(answer);
      if (answer.emails.length === 0) return print('The mailbox is empty.');
      printTable(
        ['id', 'sent', 'to', 'subject'],
        answer.emails.map((email) => [email.id, when(email.sentAt), email.recipient, email.subject]),
      );
    });
}
