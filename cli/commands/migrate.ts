import type { Command } from 'commander';
import { answeringOwner } from '../client.ts';
import { print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

/** `trellis migrate`: brings the database up to date, as every start does. */
export function addMigrate(program: Command, session: Session): void {
  program
    .command('migrate')
    .description('bring the database up to date')
    .option('--json', 'print data')
    .action(async ({ json }: { json?: boolean }) => {
      const { TRELLIS_HOME: home, DATABASE_URL: databaseUrl } = session.config();
      // The embedded database belongs to the server as long as it runs.
      const owner = databaseUrl ? undefined : await answeringOwner(home);
      if (owner) {
        if (json) printJson({ ran: [] });
        else print(`The database is up to date: the server at ${owner.url} did it when it started.`);
        return;
      }
      const { migrate } = await import('../../db/migrate.ts');
      const { openDatabase } = await import('../../db/open-database.ts');
      const db = await openDatabase({ home, ...(databaseUrl && { databaseUrl }) });
      try {
        const ran = await migrate(db);
        if (json) printJson({ ran });
        else print(ran.length > 0 ? `Ran migrations ${ran.join(', ')}.` : 'The database is up to date.');
      } finally {
        await db.close();
      }
    });
}
