import type { Command } from 'commander';
import type { Notification } from '../../server/notifications.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

/** As data: instants are ISO 8601. */
type Told = Omit<Notification, 'createdAt' | 'dueAt'> & { createdAt: string; dueAt: string | null };

/** `trellis notifications list|routes|route|unroute`: tasks and notices for people. */
export function addNotifications(program: Command, session: Session): void {
  const notifications = program
    .command('notifications')
    .description('notifications: sales tasks and notices that the program asks for');
  notifications
    .command('list', { isDefault: true })
    .description('newest first')
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
  addRoutes(notifications, session);
}

interface Route {
  audience: string;
  channel: string;
  setBy: string;
  createdAt: string;
}

const routesPath = '/api/notifications/routes';

/** `trellis notifications routes|route|unroute`: which of them Slack shows where. */
function addRoutes(notifications: Command, session: Session): void {
  notifications
    .command('routes')
    .description('which tasks and notices Slack shows in which channel')
    .option('--json', 'print {routes}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<{ routes: Route[] }>(routesPath));
      if (json) return printJson(answer);
      if (answer.routes.length === 0) return print('There are none.');
      printTable(
        ['for', 'channel', 'set by', 'since'],
        answer.routes.map((route) => [route.audience, route.channel, route.setBy, when(route.createdAt)]),
      );
    });
  notifications
    .command('route')
    .description('have tasks and notices for an audience shown in a Slack channel from now on')
    .argument('<audience>', 'the queue of tasks or the audience of notices, as the program names it')
    .argument('<channel>', 'the id of the channel, e.g. C0123456789')
    .action(async (audience: string, channel: string) => {
      const { said } = await session.withClient((client) =>
        client.post<{ said: string }>(routesPath, { audience, channel }),
      );
      print(said);
    });
  notifications
    .command('unroute')
    .description('end it')
    .argument('<audience>')
    .argument('<channel>')
    .action(async (audience: string, channel: string) => {
      const path = [channel, audience].map(encodeURIComponent).join('/');
      const { said } = await session.withClient((client) =>
        client.delete<{ said: string }>(`${routesPath}/${path}`),
      );
      print(said);
    });
}
