import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { standingWords } from '../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import { counted, print, printJson } from '../output.ts';
import type { Session } from '../session.ts';
import { type Settling, settleChange } from '../settle-change.ts';
import { showChange } from '../show-change.ts';
import { ask, isTerminal } from '../terminal.ts';

/** `trellis changes approve|cancel|reject|comment`: what only a person does. */
export function addSettling(changes: Command, session: Session): void {
  changes
    .command('approve')
    .description('make it the next version of the program, at once or later; asks on a terminal')
    .argument('<id>')
    .option('--at <time>', 'apply it then, like 2026-01-31T09:00 (your own clock) or 2026-01-31T09:00Z')
    .action((id: string, { at }: { at?: string }) =>
      settle(session, id, { verb: 'approve', ...(at !== undefined && { applyAt: instantOf(at) }) }),
    );
  changes
    .command('cancel')
    .description('take the time from a scheduled change, which is open again; asks on a terminal')
    .argument('<id>')
    .action((id: string) => settle(session, id, { verb: 'cancel' }));
  changes
    .command('reject')
    .description('settle it without effect; asks on a terminal')
    .argument('<id>')
    .option('--reason <text>', 'why')
    .action((id: string, { reason }: { reason?: string }) => settle(session, id, { verb: 'reject', reason }));
  changes
    .command('comment')
    .description('say something about a change, on a terminal')
    .argument('<id>')
    .argument('<text>')
    .option('--json', 'print the change')
    .action(async (id: string, text: string, { json }: { json?: boolean }) => {
      const change = await session.withClient((client) =>
        (isTerminal() ? client.atTerminal() : client).post<Change>(
          `/api/changes/${encodeURIComponent(id)}/comments`,
          { text },
        ),
      );
      if (json) printJson(change);
      else print(`Said; the change has ${counted(change.comments?.length ?? 0, 'comment')}.`);
    });
}

/** Shows the change and lets a person at the terminal settle it. */
async function settle(
  session: Session,
  id: string,
  how: Pick<Settling, 'verb' | 'reason' | 'applyAt'>,
): Promise<void> {
  await session.withClient(async (client) => {
    const change = await client.get<Change>(`/api/changes/${encodeURIComponent(id)}`);
    if (!isTerminal()) {
      throw new TrellisError(
        'auth.terminal_needed',
        `A person settles a change: run this on a terminal, not through a pipe, or open ${session.url()}/changes/${change.id}`,
      );
    }
    const settled = await settleChange(change, { client, ...how, show: showChange, ask });
    const version = settled.appliedVersion ? ` It is version ${settled.appliedVersion} of the program.` : '';
    print([`The change is ${settled.status}.${version}`, ...standingWords(settled)].join(' '));
  });
}

/** Throws `changes.time`. */
function instantOf(text: string): string {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) {
    throw new TrellisError('changes.time', `"${text}" is no time; write it like 2026-01-31T09:00.`);
  }
  return new Date(ms).toISOString();
}
