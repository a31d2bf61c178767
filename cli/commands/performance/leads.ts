import type { Command } from 'commander';
import type { ShownLeads } from '../../../server/api/performance/leads.ts';
import { print, printJson, printTable, when } from '../../output.ts';
import type { Session } from '../../session.ts';
import { addressOf, type Filters, withFilters } from './filters.ts';

interface Options extends Filters {
  of: string;
  limit: string;
  cursor?: string;
  json?: boolean;
}

/** `trellis performance leads METRIC`: the leads behind a figure. */
export function addLeads(performance: Command, session: Session): void {
  const leads = performance
    .command('leads')
    .description('the leads behind a figure')
    .argument('<metric>', 'progression, click, qualified … (docs/metrics.md)')
    .option('--track <track>', 'of this track, by id or title');
  withFilters(leads)
    .option('--of <part>', 'numerator: those it counts; denominator: all it is a share of', 'numerator')
    .option('--limit <n>', 'how many', '50')
    .option('--cursor <cursor>', 'the next ones, as told by the page before')
    .option('--json', 'print {metric, numerator, denominator, rows, next}')
    .action(async (metric: string, { json, of, limit, cursor, ...filters }: Options) => {
      const query = addressOf(filters);
      for (const [name, value] of Object.entries({ metric, of, limit, cursor }))
        if (value !== undefined) query.set(name, value);
      const answer = await session.withClient((client) =>
        client.get<ShownLeads>(`/api/performance/leads?${query}`),
      );
      if (json) return printJson(answer);
      print(`${answer.title}: ${answer.numerator} of ${answer.denominator}`);
      if (answer.rows.length === 0) return;
      printTable(
        ['lead', 'when', 'counts', 'what', 'amount'],
        answer.rows.map(({ lead, at, reached, detail, amount }) => [
          lead,
          when(at),
          reached ? 'yes' : 'no',
          detail,
          amount,
        ]),
      );
      if (answer.next !== undefined) print(`More: --cursor ${answer.next}`);
    });
}
