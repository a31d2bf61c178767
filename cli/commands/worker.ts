import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import type { Session } from '../session.ts';
import { untilStopped } from './start.ts';

/** `trellis worker`: timers and deliveries without the server, beside others on one PostgreSQL. */
export function addWorker(program: Command, session: Session): void {
  program
    .command('worker')
    .description('run timers and deliveries beside a server (needs DATABASE_URL)')
    .action(async () => {
      const config = session.config();
      if (!config.DATABASE_URL) {
        throw new TrellisError(
          'worker.needs_server',
          'The embedded database belongs to one process, and `npm start` does the work there. Set DATABASE_URL to run workers beside it.',
          { mender: 'operator' },
        );
      }
      const [{ compose }, { startLoop }] = await Promise.all([
        import('../../server/compose.ts'),
        import('../../server/loop.ts'),
      ]);
      const installation = await compose(config);
      const loop = startLoop(installation);
      process.stderr.write('The worker runs; stop it with Ctrl-C.\n');
      await untilStopped(async () => {
        await loop.stop();
        await installation.close();
      });
    });
}
