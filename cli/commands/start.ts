import type { Command } from 'commander';
import { print } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis start`: the server, until it is told to end. */
export function addStart(program: Command, session: Session): void {
  program
    .command('start')
    .description('start the server; the first start creates the demo company')
    .action(async () => {
      const { start } = await import('../../server/start.ts');
      const running = await start(session.config(), {
        progress: (line) => process.stderr.write(`${line}\n`),
      });
      print(running.adminLink ?? running.url);
      if (running.adminLink) {
        process.stderr.write('Open the link above: it signs you in as administrator, once, within a day.\n');
      }
      await untilStopped(running.stop);
    });
}

/** A second signal ends the process at once. */
export async function untilStopped(stop: () => Promise<void>): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  await stop();
  process.exit(0);
}
