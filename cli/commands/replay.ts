import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { counted, print, printJson } from '../output.ts';
import type { Session } from '../session.ts';

interface Verification {
  inputs: number;
  leads: number;
  fromSnapshot: number;
  skipped: number;
  erased: number;
  mismatches: { lead: string; seq: number }[];
}

/** `trellis replay --verify`: decides every recorded input again and compares. Exit code 1 when any differs. */
export function addReplay(program: Command, session: Session): void {
  program
    .command('replay')
    .description('decide the recorded inputs again')
    .option('--verify', 'compare with what was decided then')
    .option('--from-start', 'begin where the log begins, not at the newest snapshot of each lead')
    .option('--json', 'print {inputs, leads, fromSnapshot, skipped, erased, mismatches}')
    .action(
      async ({ verify, fromStart, json }: { verify?: boolean; fromStart?: boolean; json?: boolean }) => {
        if (!verify)
          throw new TrellisError(
            'replay.what',
            'Say what the replay is for: --verify compares it with the log.',
          );
        const result = await session.withClient((client) =>
          client.post<Verification>(`/api/replay${fromStart ? '?fromStart=true' : ''}`, {}),
        );
        if (json) printJson(result);
        else {
          print(
            `${result.inputs} inputs of ${result.leads} leads decided again, ${result.mismatches.length} differ.`,
          );
          if (result.fromSnapshot > 0) print(`  ${result.fromSnapshot} leads began at a snapshot`);
          if (result.skipped > 0)
            print(
              `  ${result.skipped} leads were left out: an older engine, or older time zone data, decided some of their inputs`,
            );
          if (result.erased > 0)
            print(`  ${counted(result.erased, 'lead')} erased: nothing is left of them to decide`);
          for (const mismatch of result.mismatches.slice(0, 20))
            print(`  lead ${mismatch.lead} input ${mismatch.seq}`);
        }
        if (result.mismatches.length > 0) process.exitCode = 1;
      },
    );
}
