import type { Command } from 'commander';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';

interface Usage {
  today: { of: 'person' | 'installation'; resource: string; used: number; limit: number }[];
  renewsAt: string;
  rows: {
    day: string;
    person: { name: string } | null;
    model: string;
    purpose: string;
    steps: number;
    inputTokens: number;
    outputTokens: number;
    /** Null: no price is known. */
    money: number | null;
    unpricedSteps: number;
  }[];
}

/** `trellis usage`: what language models took. */
export function addUsage(program: Command, session: Session): void {
  program
    .command('usage')
    .description('what language models took, by day, person, model and purpose, and today’s budgets')
    .option('--days <n>', 'so many UTC days, the last one today', '30')
    .option('--person <email>', 'one person’s only')
    .option('--json', 'print {days, today, renewsAt, rows}')
    .action(async ({ days, person, json }: { days: string; person?: string; json?: boolean }) => {
      const query = new URLSearchParams({ days, ...(person !== undefined && { person }) });
      const answer = await session.withClient((client) => client.get<Usage>(`/api/usage?${query}`));
      if (json) return printJson(answer);
      for (const { of, resource, used, limit } of answer.today)
        print(
          `today, ${of === 'person' ? 'you' : 'everybody'}: ${amount(used)} of ${amount(limit)} ${resource}`,
        );
      print(`budgets begin anew at ${when(answer.renewsAt)} UTC`);
      if (answer.rows.length === 0) return print('No language model was asked.');
      printTable(
        ['day', 'person', 'model', 'for', 'steps', 'tokens in', 'out', 'money'],
        answer.rows.map(({ day, person: who, model, purpose, steps, inputTokens, outputTokens, ...row }) => [
          ...[day, who?.name, model, purpose, steps, inputTokens, outputTokens],
          row.money === null
            ? 'unknown'
            : `${row.money.toFixed(4)}${row.unpricedSteps > 0 ? ' and more' : ''}`,
        ]),
      );
    });
}

const amount = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
