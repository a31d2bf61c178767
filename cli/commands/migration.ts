import type { Command } from 'commander';
import type {
  LeadMigration,
  MigratedLead,
  MigrationPage,
} from '../../engine/runtime/changes/migration/types.ts';
import { endWords } from '../../engine/runtime/changes/migration/words.ts';
import type { Client } from '../client.ts';
import { print, printJson, when } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis changes migration ID`: what becomes of each lead in flight. */
export function addMigration(changes: Command, session: Session): void {
  changes
    .command('migration')
    .description('what becomes of each lead in flight on the tracks that the change touches')
    .argument('<id>')
    .option('--json', 'print {leads}')
    .action(async (id: string, { json }: { json?: boolean }) => {
      await session.withClient(async (client) => {
        if (json) return printJson({ leads: await Array.fromAsync(allLeads(client, id)) });
        let found = 0;
        for await (const lead of allLeads(client, id)) {
          found++;
          show(lead);
        }
        if (found === 0) print('Nobody is in flight on a track that the change touches.');
      });
    });
}

async function* allLeads(client: Client, id: string): AsyncGenerator<MigratedLead> {
  let after: string | undefined;
  do {
    const query = after === undefined ? '' : `?after=${after}`;
    const path = `/api/changes/${encodeURIComponent(id)}/migration${query}`;
    const page: MigrationPage = await client.get<MigrationPage>(path);
    yield* page.leads;
    after = page.next;
  } while (after !== undefined);
}

function show({ lead, tracks, cancelled, sends, fault }: MigratedLead): void {
  const parts = [
    ...tracks.map(trackWords),
    ...(sends > 0 ? [`emails at once: ${sends}`] : []),
    ...(cancelled.emails > 0 ? [`queued emails cancelled: ${cancelled.emails}`] : []),
    ...(cancelled.held > 0 ? [`held steps cancelled: ${cancelled.held}`] : []),
    ...(cancelled.delayed > 0 ? [`delayed actions cancelled: ${cancelled.delayed}`] : []),
    ...(fault === undefined ? [] : [`would be parked: ${fault}`]),
  ];
  print(`${lead}  ${parts.join('; ')}`);
}

function trackWords({ track, step, becomes, to, next, reason = '' }: LeadMigration): string {
  const until = next === undefined ? '' : `, next ${when(next)} UTC`;
  switch (becomes) {
    case 'kept':
      return `${track}/${step} stays${until}`;
    case 'goes_on':
      return `${track}/${step} goes on to ${to} at once${until}`;
    case 'moved':
      return `${track}/${step} moves to ${to}${until}`;
    case 'ended':
      return `${track}/${step} ends (${endWords(reason)})`;
  }
}
