import type { Command } from 'commander';
import { TrellisError } from '../../../db/errors.ts';
import type { StoredItem } from '../../../knowledge/types.ts';
import { counted, print } from '../../output.ts';
import type { Session } from '../../session.ts';
import { ask, isTerminal } from '../../terminal.ts';
import { fetchItem, type ShownItem, showItem } from './item-named.ts';

/** `trellis library approve|withdraw`: what only a person does. */
export function addApproval(library: Command, session: Session): void {
  library
    .command('approve')
    .description('approve items for sending, each in the version shown; asks on a terminal')
    .argument('<items...>', 'ITEM or ITEM@VERSION')
    .action((named: string[]) => settle(session, named, 'approve'));
  library
    .command('withdraw')
    .description('take the approval of an item back; not while a track in force sends it; asks on a terminal')
    .argument('<item>', 'ITEM or ITEM@VERSION')
    .action((named: string) => settle(session, [named], 'withdraw'));
}

/** Shows the items and lets a person at the terminal settle them. */
async function settle(
  session: Session,
  named: readonly string[],
  verb: 'approve' | 'withdraw',
): Promise<void> {
  await session.withClient(async (client) => {
    const shown: ShownItem[] = [];
    for (const one of named) shown.push(await fetchItem(client, one));
    if (!isTerminal()) {
      throw new TrellisError(
        'auth.terminal_needed',
        `A person approves content: run this on a terminal, not through a pipe, or open ${session.url()}/library/${shown[0]?.item.id}`,
      );
    }
    for (const one of shown) {
      showItem(one);
      print(`${'text:'.padEnd(16)} ${session.url()}/library/${one.item.id}?version=${one.item.version}\n`);
    }
    const word = shown.length === 1 ? (shown[0]?.item.id ?? '') : counted(shown.length, 'item');
    const given = await ask(`To ${verb} ${shown.length === 1 ? 'it' : 'them'}, type ${word}: `);
    if (given !== word) {
      throw new TrellisError('content.not_settled', `Nothing was done: "${word}" was not typed.`);
    }
    const person = client.atTerminal();
    for (const { item } of shown) {
      const { version, hash } = item;
      const path = `/api/library/items/${item.id}/${verb}`;
      await person.post<StoredItem>(path, verb === 'approve' ? { version, hash } : { version });
      print(`${item.id} version ${version} is ${verb === 'approve' ? 'approved' : 'a draft again'}.`);
    }
  });
}
