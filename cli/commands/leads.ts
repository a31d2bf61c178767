import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { counted, print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Erasures {
  erasures: { leadId: string; at: string; by: string; reason: string }[];
}

const pathOf = (lead: string, what: string) => `/api/leads/${encodeURIComponent(lead)}/${what}`;

/** `trellis leads merge|erase|export|erased`. */
export function addLeads(program: Command, session: Session): void {
  const leads = program.command('leads').description('merge, erase and export single leads');
  leads
    .command('merge')
    .description('make one of two leads that are the same person; cannot be undone')
    .argument('<loser>', 'id or email of the lead that goes on in the other')
    .argument('<survivor>', 'id or email of the lead whose own word stands')
    .option('--json', 'print {merged, into}')
    .action(async (loser: string, survivor: string, { json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post<{ merged: string; into: string }>(pathOf(loser, 'merge'), { into: survivor }),
      );
      if (json) printJson(answer);
      else print(`Lead ${answer.merged} goes on as ${answer.into}.`);
    });
  leads
    .command('erase')
    .description('erase everything that is held of a lead; cannot be undone')
    .argument('<lead>', 'id or email')
    .option('--confirm', 'really erase')
    .option('--reason <code>', 'request, retention or mistake', 'request')
    .option('--json', 'print {erased}')
    .action(
      async (
        lead: string,
        { confirm, reason, json }: { confirm?: boolean; reason: string; json?: boolean },
      ) => {
        if (!confirm)
          throw new TrellisError(
            'lead.not_confirmed',
            'Nothing was erased. What is erased does not come back: add --confirm.',
          );
        const answer = await session.withClient(async (client) => {
          const { id } = await client.get<{ id: string }>(`/api/leads/${encodeURIComponent(lead)}`);
          return client.post<{ erased: string[] }>(pathOf(id, 'erase'), { confirm: id, reason });
        });
        if (json) printJson(answer);
        else print(`${counted(answer.erased.length, 'lead')} erased: ${answer.erased.join(', ')}`);
      },
    );
  leads
    .command('erased')
    .description('that leads were erased, and by whom')
    .option('--json', 'print {erasures}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<Erasures>('/api/leads/erased'));
      if (json) return printJson(answer);
      if (answer.erasures.length === 0) return print('There are none.');
      printTable(
        ['at', 'lead', 'by', 'reason'],
        answer.erasures.map((row) => [when(row.at), row.leadId, row.by, row.reason]),
      );
    });
  leads
    .command('export')
    .description('everything that is held of a lead, as JSON')
    .argument('<lead>', 'id or email')
    .option('--out <file>', 'into a file that only you may read, instead of standard output')
    .option('--json', 'the same as without: it prints JSON')
    .action(async (lead: string, { out }: { out?: string }) => {
      const text = await session.withClient(async (client) => {
        const response = await client.request(pathOf(lead, 'export'));
        if (response.ok) return response.text();
        // Says what is wrong, as for every other command.
        await client.get(pathOf(lead, 'export'));
        throw new TrellisError('api.unexpected', `Trellis answered with HTTP ${response.status}.`);
      });
      if (out === undefined) process.stdout.write(text);
      else {
        await writeFile(out, text, { mode: 0o600 });
        print(`Written to ${out}.`);
      }
    });
}
