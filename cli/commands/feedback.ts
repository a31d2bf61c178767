import type { Command } from 'commander';
import { stringify } from 'yaml';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

interface Answer {
  tasks: { verdict: 'good' | 'bad'; draft: object }[];
}

/** `trellis feedback export`: what people thought of answers in Slack, as drafts of eval tasks. */
export function addFeedback(program: Command, session: Session): void {
  const feedback = program.command('feedback').description('what people thought of answers in Slack');
  feedback
    .command('export')
    .description('drafts of eval tasks from it, as YAML; read each before you keep it')
    .option('--bad', 'answers that somebody found bad, only')
    .option('--good', 'answers that somebody found good, only')
    .option('--limit <n>', 'how many, newest first', '100')
    .option('--json', 'print {tasks: [{verdict, draft}]}')
    .action(
      async ({
        bad,
        good,
        limit,
        json,
      }: {
        bad?: boolean;
        good?: boolean;
        limit: string;
        json?: boolean;
      }) => {
        const verdict: Record<string, string> = bad === good ? {} : { verdict: bad ? 'bad' : 'good' };
        const query = new URLSearchParams({ limit, ...verdict });
        const answer = await session.withClient((client) => client.get<Answer>(`/api/feedback?${query}`));
        if (json) return printJson(answer);
        if (answer.tasks.length === 0) return print('# Nobody has given any yet.');
        for (const { verdict: given, draft } of answer.tasks)
          print(`# Found ${given}: say what a right answer says (evals/README.md).\n${stringify([draft])}`);
      },
    );
}
