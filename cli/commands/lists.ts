import type { Command } from 'commander';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis lists`: the lists that leads are on by imports and events, or because a person put them there. */
export function addLists(program: Command, session: Session): void {
  const lists = program
    .command('lists')
    .description('the lists leads are on; a condition names one by IN LIST');
  lists
    .command('show', { isDefault: true })
    .description('every list with how many leads are on it')
    .option('--json', 'print {lists}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ lists: { list: string; leads: number }[] }>('/api/lists'),
      );
      if (json) return printJson(answer);
      if (answer.lists.length === 0) return print('No lead is on a list.');
      printTable(
        ['list', 'leads'],
        answer.lists.map(({ list, leads }) => [list, leads]),
      );
    });
  addChange(lists, session, { name: 'add', description: 'puts leads on a list', done: 'now on' });
  addChange(lists, session, { name: 'remove', description: 'takes leads off a list', done: 'now off' });
}

function addChange(
  lists: Command,
  session: Session,
  { name, description, done }: { name: 'add' | 'remove'; description: string; done: string },
): void {
  lists
    .command(name)
    .description(description)
    .argument('<list>', 'the name of the list')
    .argument('<leads...>', 'emails or ids')
    .option('--json', 'print {list, changed, unknown}')
    .action(async (list: string, leads: string[], { json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post<{ list: string; changed: number; unknown: string[] }>(`/api/lists/${name}`, {
          list,
          leads,
        }),
      );
      if (json) return printJson(answer);
      print(`${answer.changed} ${answer.changed === 1 ? 'lead is' : 'leads are'} ${done} ${answer.list}.`);
      if (answer.unknown.length > 0)
        print(
          `Not known: ${answer.unknown.join(', ')}. An import makes leads: trellis import FILE --list "${list}".`,
        );
    });
}
