import type { Command } from 'commander';
import type { StoredItem } from '../../../knowledge/types.ts';
import { print, printJson } from '../../output.ts';
import type { Session } from '../../session.ts';
import { parseName } from './item-named.ts';

/** `trellis library retire|restore`. */
export function addRetire(library: Command, session: Session): void {
  const verbs = {
    retire: ['take an item out of search and lists; a track that sends it still does', 'is retired'],
    restore: ['bring a retired item back', 'is back in the library'],
  } as const;
  for (const [verb, [description, done]] of Object.entries(verbs)) {
    library
      .command(verb)
      .description(description)
      .argument('<item>')
      .option('--json', 'print the item')
      .action(async (named: string, { json }: { json?: boolean }) => {
        const { id } = parseName(named);
        const item = await session.withClient((client) =>
          client.post<StoredItem>(`/api/library/items/${id}/${verb}`, {}),
        );
        if (json) printJson(item);
        else print(`${id} ${done}.`);
      });
  }
}
