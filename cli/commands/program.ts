import type { Command } from 'commander';
import { counted } from '../../engine/program/count-words.ts';
import type { Change } from '../../engine/runtime/changes/types.ts';
import type { VersionRow } from '../../engine/runtime/sql/programs.ts';
import { print, printJson, printTable, when } from '../output.ts';
import type { Session } from '../session.ts';
import { showChange } from '../show-change.ts';
import { addProgramFiles, type ProgramAnswer } from './program-files.ts';

type VersionAnswer = Omit<VersionRow, 'activatedAt'> & { activatedAt: string };

/** `trellis program show|history|export|plan|apply|schema|rollback`. */
export function addProgram(program: Command, session: Session): void {
  const commands = program.command('program').description('the program in force');
  const fetchProgram = () => session.withClient((client) => client.get<ProgramAnswer>('/api/program'));
  commands
    .command('show', { isDefault: true })
    .description('in brief')
    .option('--json', 'print {version, hash, halts, program}')
    .action(async ({ json }: { json?: boolean }) => {
      const answer = await fetchProgram();
      if (json) return printJson(answer);
      show(answer);
    });
  commands
    .command('history')
    .description('the versions of the program, newest first, and the changes that made them')
    .option('--before <version>', 'those before it', Number)
    .option('--json', 'print {versions}')
    .action(async ({ before, json }: { before?: number; json?: boolean }) => {
      const query = before === undefined ? '' : `?before=${before}`;
      const answer = await session.withClient((client) =>
        client.get<{ versions: VersionAnswer[] }>(`/api/program/versions${query}`),
      );
      if (json) return printJson(answer);
      printTable(
        ['version', 'since', 'approved by', 'change', 'title'],
        answer.versions.map(({ version, activatedAt, approver, change, title }) => [
          version,
          when(Date.parse(activatedAt)),
          approver ?? '',
          change?.slice(0, 8) ?? '',
          title ?? '',
        ]),
      );
    });
  commands
    .command('rollback')
    .description('propose to go back to an earlier version; what was sent stays sent')
    .argument('<version>', 'its number', Number)
    .option('--json', 'print the change')
    .action(async (version: number, { json }: { json?: boolean }) => {
      const change = await session.withClient((client) =>
        client.post<Change>('/api/program/rollback', { version }),
      );
      if (json) printJson(change);
      else showChange(change);
    });
  addProgramFiles(commands, session);
}

function show({ version, hash, halts, program }: ProgramAnswer): void {
  print(`Version ${version} (${hash.slice(0, 12)})`);
  for (const halt of halts)
    print(`HALTED: ${halt.target === '*' ? 'all sending' : halt.target}, ${halt.reason}`);
  printTable(
    ['track', 'title', 'stage', 'emails', 'entry'],
    Object.entries(program.tracks).map(([id, track]) => [
      id,
      track.title,
      track.stage,
      track.steps.filter((step) => step.kind === 'email').length,
      track.entry?.when,
    ]),
  );
  const counts: [number, string][] = [
    [Object.keys(program.segments).length, 'segment'],
    [Object.keys(program.scoring.rules).length, 'scoring rule'],
    [Object.keys(program.scoring.thresholds).length, 'threshold'],
    [Object.keys(program.triggers).length, 'trigger'],
    [Object.keys(program.experiments ?? {}).length, 'experiment'],
  ];
  print(counts.map(([n, what]) => counted(n, what)).join(', '));
}
