import type { Command } from 'commander';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { printJson } from '../../output.ts';
import type { Session } from '../../session.ts';
import { showChange } from '../../show-change.ts';

/** `trellis experiments decide ID ARM`: files the change that ends an experiment. */
export function addDecide(experiments: Command, session: Session): void {
  experiments
    .command('decide')
    .description(
      'file the change that ends an experiment: for its control it is stopped, for another arm promoted',
    )
    .argument('<id>')
    .argument('<arm>', 'as which every lead counts from then on')
    .option('--json', 'print the change')
    .action(async (id: string, arm: string, { json }: { json?: boolean }) => {
      const change = await session.withClient((client) =>
        client.post<Change>(`/api/experiments/${encodeURIComponent(id)}/decision`, { arm }),
      );
      if (json) printJson(change);
      else showChange(change);
    });
}
