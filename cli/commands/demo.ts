import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { RemovedDemo } from '../../server/demo-company.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';
import { ask, isTerminal } from '../terminal.ts';

/** `trellis demo remove`: takes the generated company away, whole. */
export function addDemo(program: Command, session: Session): void {
  program
    .command('demo')
    .description('the generated demo company')
    .command('remove')
    .description('take the demo company away: its leads, events, content and program; asks on a terminal')
    .option('--yes', 'do not ask')
    .option('--json', 'print what was removed')
    .action(async ({ yes, json }: { yes?: boolean; json?: boolean }) => {
      if (!yes) await confirm();
      const removed = await session.withClient((client) =>
        (isTerminal() ? client.atTerminal() : client).delete<RemovedDemo>('/api/demo'),
      );
      if (json) printJson(removed);
      else show(removed);
    });
}

/** Throws `demo.not_removed` unless a person types the word. */
async function confirm(): Promise<void> {
  const what =
    'This takes away the demo company for good: its leads, their history, its content and program.';
  if (!isTerminal())
    throw new TrellisError('demo.not_removed', `${what} A person does that: run it on a terminal.`);
  print(`${what} What you made yourself stays, but for tracks that send its content.`);
  if ((await ask('To take it away, type remove: ')) !== 'remove')
    throw new TrellisError('demo.not_removed', 'Nothing was removed.');
}

function show({ leads, accounts, items, othersRemain, kept, dropped }: RemovedDemo): void {
  if (leads + accounts + items === 0) {
    print('There is no demo company here.');
    return;
  }
  print(`The demo company is gone: ${leads} leads, ${accounts} accounts, ${items} content items.`);
  if (othersRemain)
    print('Your own leads stay, and the earlier versions of the program explain their history.');
  if (kept.length > 0) print(`Of the program stays what people made: ${kept.join(', ')}.`);
  else print('The program is empty now.');
  if (dropped.length > 0)
    print(`Gone as well, because it sends the demo's content or leads to it: ${dropped.join(', ')}.`);
}
