import type { Command } from 'commander';
import type { ShownReading } from '../../../server/api/experiments/shown-reading.ts';
import { print, printJson, printTable } from '../../output.ts';
import type { Session } from '../../session.ts';

/** `trellis experiments list`: all with their verdicts. */
export function addList(experiments: Command, session: Session): void {
  experiments
    .command('list', { isDefault: true })
    .description('all experiments, splits and the hold-out, with their verdicts')
    .option('--json', 'print {experiments}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<{ experiments: ShownReading[] }>('/api/experiments'),
      );
      if (json) return printJson(answer);
      if (answer.experiments.length === 0)
        return print('The program has no experiments, splits or hold-out.');
      printTable(
        ['id', 'by', 'leads', 'verdict'],
        answer.experiments.map(({ experiment, arms, decidedAt, verdict }) => [
          experiment.id,
          experiment.metric,
          arms.reduce((sum, { exposed }) => sum + exposed, 0),
          decidedAt ? `decided for ${experiment.decided}; before: ${verdict.words}` : verdict.words,
        ]),
        90,
      );
    });
}
