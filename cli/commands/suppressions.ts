import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { reasonWords } from '../../engine/backtest/explain/words.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { showChange } from '../show-change.ts';
import { ask, isTerminal } from '../terminal.ts';

interface Listed {
  suppressions: { lead: string; email: string | null; reason: string; at: string; by: string | null }[];
  domains: string[];
}
interface Proposed {
  change?: Change;
  already?: boolean;
}

/** `trellis suppress EMAIL|@DOMAIN` and `trellis suppressions list|lift`: who gets no email. */
export function addSuppressions(program: Command, session: Session): void {
  program
    .command('suppress')
    .description('no email to an address from now on; for a domain, propose the change that says so')
    .argument('<who>', 'an email address, or @ and a domain')
    .option('--reason <reason>', 'why', 'manual')
    .option('--json', 'print {email, lead} or {domain, change}')
    .action(async (who: string, { reason, json }: { reason: string; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.post<Proposed>('/api/suppressions', { who, reason }),
      );
      if (json) printJson(answer);
      else if (answer.change) showChange(answer.change);
      else if (answer.already) print(`${who} is suppressed already.`);
      else print(`${who} gets no email any more.`);
    });
  const suppressions = program.command('suppressions').description('who gets no email, and taking it back');
  suppressions
    .command('list', { isDefault: true })
    .description('newest first')
    .option('--limit <n>', 'at most so many', '100')
    .option('--json', 'print {suppressions, domains}')
    .action(async ({ limit, json }: { limit: string; json?: boolean }) => {
      const answer = await session.withClient((client) =>
        client.get<Listed>(`/api/suppressions?limit=${encodeURIComponent(limit)}`),
      );
      if (json) return printJson(answer);
      if (answer.domains.length > 0) print(`domains: ${answer.domains.join(', ')}`);
      if (answer.suppressions.length === 0) return print('No lead is suppressed.');
      printTable(
        ['email', 'reason', 'since', 'by'],
        answer.suppressions.map(({ email, lead, reason, at, by }) => [
          email ?? lead,
          reasonWords(reason),
          when(at),
          by,
        ]),
      );
    });
  suppressions
    .command('lift')
    .description('take a suppression back, unless the lead itself asked for it; asks on a terminal')
    .argument('<who>', 'an email address, or @ and a domain')
    .action((who: string) => lift(session, who));
}

/** A domain's is lifted by a change, which is settled like any other. */
async function lift(session: Session, who: string): Promise<void> {
  await session.withClient(async (client) => {
    const path = `/api/suppressions/${encodeURIComponent(who)}`;
    if (who.startsWith('@')) {
      const { change } = await client.delete<Proposed>(path);
      if (change) showChange(change);
      return;
    }
    if (!isTerminal())
      throw new TrellisError(
        'auth.terminal_needed',
        'A person lifts a suppression: run this on a terminal, not through a pipe.',
      );
    const given = await ask(`To let emails go to it again, type the address (${who}): `);
    if (given !== who) throw new TrellisError('suppression.not_lifted', 'Nothing was done.');
    await client.atTerminal().delete(path);
    print(`${who} may be written to again, where its consent allows.`);
  });
}
