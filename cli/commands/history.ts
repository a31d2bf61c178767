import type { Command } from 'commander';
import { print, printJson, printTable } from '../output.ts';
import type { Session } from '../session.ts';

interface History {
  months: number | null;
  keptFrom: string | null;
  parts: { table: string; from: string | null; to: string | null; rows: number | null; bytes: number }[];
  snapshots: Record<string, number>;
}
interface Taken {
  leads: number;
  taken: number;
  recorded: number;
  mismatches: { lead: string; seq: number }[];
}

/** `trellis history` and `trellis history snapshot`. */
export function addHistory(program: Command, session: Session): void {
  const history = program.command('history').description('how much history there is, and snapshots of it');
  history
    .command('show', { isDefault: true })
    .description('the months of the input log')
    .option('--json', 'print {months, keptFrom, parts, snapshots}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await session.withClient((client) => client.get<History>('/api/history'));
      if (json) return printJson(answer);
      printTable(
        ['part', 'from', 'to', 'inputs', 'MB'],
        answer.parts.map(({ table, from, to, rows, bytes }) => [
          table,
          from?.slice(0, 10) ?? '',
          to?.slice(0, 10) ?? '',
          rows === null ? 'not counted yet' : String(Math.round(rows)),
          (bytes / 1e6).toFixed(1),
        ]),
      );
      print(
        answer.months === null
          ? 'All history is kept.'
          : `${answer.months} months are kept before the current one.`,
      );
      if (answer.keptFrom) print(`What was received before ${answer.keptFrom} has been let go.`);
      const snapshots = Object.entries(answer.snapshots).map(([basis, leads]) => `${leads} ${basis}`);
      print(
        snapshots.length > 0 ? `Snapshots of leads: ${snapshots.join(', ')}.` : 'There are no snapshots.',
      );
    });
  history
    .command('snapshot')
    .description('replay every lead from its newest snapshot and keep a snapshot of each that matches')
    .option('--accept-older', 'let snapshots stand for history that only an older engine could verify')
    .option('--json', 'print {leads, taken, recorded, mismatches}')
    .action(async ({ acceptOlder, json }: { acceptOlder?: boolean; json?: boolean }) => {
      const body = acceptOlder ? { acceptOlder } : {};
      const result = await session.withClient((client) => client.post<Taken>('/api/history/snapshots', body));
      if (json) printJson(result);
      else {
        print(
          `${result.taken} snapshots taken of ${result.leads} leads, ${result.mismatches.length} leads differ.`,
        );
        if (result.recorded > 0)
          print(
            `  ${result.recorded} rest on history that only an older engine could verify; --accept-older lets them stand for it`,
          );
        for (const mismatch of result.mismatches.slice(0, 20))
          print(`  lead ${mismatch.lead} input ${mismatch.seq}`);
      }
      if (result.mismatches.length > 0) process.exitCode = 1;
    });
}
