import type { Command } from 'commander';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';

interface QueryAnswer {
  count: number;
  counted_since?: string;
  condition: string;
  leads: {
    id: string;
    name: string | null;
    email: string | null;
    account: string | null;
    score: number;
    journey: string;
  }[];
}

/** `trellis query CONDITION`: how many leads, and the best of them. */
export function addQuery(program: Command, session: Session): void {
  program
    .command('query')
    .description('count the leads that satisfy a condition, and list the best')
    .argument('<condition...>', `e.g. 'industry = "healthcare" AND page_visits >= 1 IN last_30_days'`)
    .option('--limit <n>', 'how many leads to list, at most 100', '20')
    .option('--json', 'print {count, condition, leads}')
    .action(async (words: string[], { limit, json }: { limit: string; json?: boolean }) => {
      const body = { condition: words.join(' '), limit: Number(limit) };
      const answer = await session.withClient((client) => client.post<QueryAnswer>('/api/query', body));
      if (json) return printJson(answer);
      print(`${answer.count} leads: ${answer.condition}`);
      if (answer.counted_since)
        print(`Events before ${answer.counted_since} were let go and are not counted.`);
      if (answer.leads.length === 0) return;
      printTable(
        ['email', 'name', 'account', 'score', 'stage'],
        answer.leads.map((lead) => [lead.email, lead.name, lead.account, lead.score, lead.journey]),
      );
    });
}
