import type { Command } from 'commander';
import type { Notification } from '../../server/notifications.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

/** As data: instants are ISO 8601. */
type Told = Omit<Notification, 'createdAt' | 'dueAt'> & { createdAt: string; dueAt: string | null };

/** `trellis notifications`: tasks and notices for people. */
export function addNotifications(program: Command, session: Session): void {
  program
    .command('notifications')
    .description('sales tasks and notices that the program asked for, newest first')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'print {notifications}')
    .action(async ({ limit, json }: { limit: string; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ notifications: Told[] }>(`/api/notifications?limit=${encodeURIComponent(limit)}`),
      );
      if (json) return printJson(answer);
      if (answer.notifications.length === 0) return print('There are none.');
      printTable(
        ['at', 'kind', 'for', 'lead', 'due', 'text', 'booking'],
        answer.notifications.map((item) => [
          when(item.createdAt),
          item.kind,
          item.audience,
          item.email ?? item.leadId,
          when(item.dueAt),
          item.text,
          item.booking ?? '',
        ]),
      );
    });
}
