import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { ShownOpportunities } from '../../tools/support/opportunities/find.ts';
import type { Client } from '../client.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

interface Options {
  days?: string;
  json?: boolean;
}
interface Filed {
  id: string;
  title: string;
  url: string;
  already_open?: true;
}

/** `trellis opportunities [propose N]`: what could be done better, and filing it for approval. */
export function addOpportunities(program: Command, session: Session): void {
  const opportunities = program
    .command('opportunities')
    .description('what could be done better, with evidence and a change to propose');
  opportunities
    .command('list', { isDefault: true })
    .description('best first')
    .option('--days <n>', 'look back so far; 90 by default')
    .option('--json', 'print {opportunities, compared, days, share, notes}')
    .action(async (options: Options) => {
      const answer = await session.withClient((client) => fetchAll(client, options));
      if (options.json) return printJson(answer);
      answer.opportunities.forEach((one, n) => {
        print(`${n + 1}. ${one.words.join('\n   ')}`);
        print(`   ${one.change ? 'To do' : 'No change to file'}: ${one.note}\n`);
      });
      for (const note of answer.notes) print(note);
      if (answer.opportunities.some(({ change }) => change))
        print('`opportunities propose N` files the change of one for approval.');
    });
  opportunities
    .command('propose')
    .description('files the change of an opportunity for approval')
    .argument('<n>', 'its number in the list, or its id')
    .option('--days <n>', 'as in the list')
    .option('--json', 'print the change')
    .action(async (named: string, options: Options) => {
      const change = await session.withClient(async (client) => {
        const id = await idOf(client, named, options);
        return client.post<Filed>(`/api/opportunities/${encodeURIComponent(id)}/propose`, daysOf(options));
      });
      if (options.json) return printJson(change);
      print(`${change.already_open ? 'It is open already' : 'Filed for approval'}: ${change.title}`);
      print(`${change.id.slice(0, 8)}  ${change.url}`);
    });
}

async function idOf(client: Client, named: string, options: Options): Promise<string> {
  if (!/^\d{1,3}$/.test(named)) return named;
  const { opportunities } = await fetchAll(client, options);
  const found = opportunities[Number(named) - 1];
  if (found) return found.id;
  throw new TrellisError(
    'opportunity.unknown',
    `There ${opportunities.length === 1 ? 'is 1 opportunity' : `are ${opportunities.length} opportunities`}; \`trellis opportunities\` lists them.`,
  );
}

function fetchAll(client: Client, options: Options): Promise<ShownOpportunities> {
  return client.get(`/api/opportunities?${new URLSearchParams(daysOf(options))}`);
}

function daysOf({ days }: Options): Record<string, string> {
  return days === undefined ? {} : { days };
}
