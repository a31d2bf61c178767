import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Webhook {
  id: string;
  url: string;
  createdAt: string;
}

/** `trellis webhooks list|add|remove`: where the webhooks of the program go. */
export function addWebhooks(program: Command, session: Session): void {
  const webhooks = program
    .command('webhooks')
    .description('webhooks: where the program may send what it tells');
  webhooks
    .command('list', { isDefault: true })
    .option('--json', 'print {webhooks}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ webhooks: Webhook[] }>('/api/webhooks'),
      );
      if (json) return printJson(answer);
      if (answer.webhooks.length === 0) return print('There are none.');
      printTable(
        ['id', 'made', 'url'],
        answer.webhooks.map(({ id, createdAt, url }) => [id, when(createdAt), url]),
      );
    });
  webhooks
    .command('add')
    .description('add a webhook; the secret that its receiver checks signatures with is shown this once')
    .argument('<id>', 'as the program names it, e.g. crm-sync')
    .argument('<url>', 'https, of the receiver')
    .option('--json', 'print {id, url, secret}')
    .action(async (id: string, url: string, { json }: { json?: boolean }) => {
      const made = await session.withClient((client) =>
        client.post<{ secret: string }>('/api/webhooks', { id, url }),
      );
      if (json) printJson(made);
      else print(made.secret);
    });
  webhooks
    .command('remove')
    .description('remove a webhook; what the program tells it waits until there is one of that id again')
    .argument('<id>')
    .action(async (id: string) => {
      await session.withClient((client) => client.delete(`/api/webhooks/${encodeURIComponent(id)}`));
      print(`Webhook ${id} is removed.`);
    });
}
