import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { differenceIn } from '../../engine/backtest/difference.ts';
import type { ReplayReport } from '../../engine/backtest/replay.ts';
import type { StateAt } from '../../engine/backtest/state-at.ts';
import { counted, print, printJson } from '../output.ts';
import { readRun } from '../read-run.ts';
import type { Session } from '../session.ts';
import { showState } from '../show-state.ts';

interface Options {
  verify?: boolean;
  fromStart?: boolean;
  lead?: string;
  at?: string;
  json?: boolean;
}

/** Leads that differ and are named after the first. */
const mostNamed = 20;

/**
 * `trellis replay --verify`: decides every recorded input again and compares, exit code 1 when any differs.
 * `trellis replay --lead ID --at TIME`: a lead as it stood then.
 */
export function addReplay(program: Command, session: Session): void {
  program
    .command('replay')
    .description('decide the recorded inputs again')
    .option('--verify', 'compare with what was decided then')
    .option('--from-start', 'begin where the log begins, not at the newest snapshot of each lead')
    .option('--lead <lead>', 'one lead as it stood at a time, by id or email')
    .option('--at <time>', 'that time, as 2026-01-31T12:00Z; now by default')
    .option(
      '--json',
      'print the state, or {inputs, leads, fromSnapshot, skipped, erased, differing, mismatches}',
    )
    .action(async ({ verify, fromStart, lead, at, json }: Options) => {
      if (lead !== undefined) {
        const time = at ?? new Date().toISOString();
        const path = `/api/leads/${encodeURIComponent(lead)}/at?${new URLSearchParams({ time })}`;
        const found = await session.withClient((client) => client.get<StateAt>(path));
        if (json) printJson(found);
        else showState(found);
        return;
      }
      if (!verify)
        throw new TrellisError(
          'replay.what',
          'Say what the replay is for: --verify compares it with the log, --lead ID --at TIME shows a lead as it stood.',
        );
      const result = await session.withClient((client) =>
        readRun<ReplayReport>(client, `/api/replay${fromStart ? '?fromStart=true' : ''}`, {}),
      );
      if (json) printJson(result);
      else {
        print(`${result.inputs} inputs of ${result.leads} leads decided again, ${result.differing} differ.`);
        if (result.fromSnapshot > 0) print(`  ${result.fromSnapshot} leads began at a snapshot`);
        if (result.skipped > 0)
          print(
            `  ${result.skipped} leads were left out: an older engine, or older time zone data, decided some of their inputs`,
          );
        if (result.erased > 0)
          print(`  ${counted(result.erased, 'lead')} erased: nothing is left of them to decide`);
        showDifferences(result);
      }
      if (result.differing > 0) process.exitCode = 1;
    });
}

/** The first with both sides, of the others where they are. */
function showDifferences({ mismatches: [first, ...others], differing }: ReplayReport): void {
  if (!first) return;
  const { path, recorded, replayed } = differenceIn(first);
  print(`\nThe first difference: lead ${first.lead}, input ${first.seq}${path && `, at ${path}`}`);
  print(`  recorded:      ${recorded}`);
  print(`  decided again: ${replayed}`);
  for (const { lead, seq } of others.slice(0, mostNamed)) print(`  then lead ${lead} input ${seq}`);
  const unnamed = differing - 1 - Math.min(others.length, mostNamed);
  if (unnamed > 0) print(`  and ${counted(unnamed, 'other lead')}; --json has up to a hundred in full`);
}
