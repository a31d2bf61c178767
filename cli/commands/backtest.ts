import type { Command } from 'commander';
import type { ToldReport } from '../../server/api/backtest.ts';
import { counted, print, printJson, printTable, when } from '../output.ts';
import { readRun } from '../read-run.ts';
import type { Session } from '../session.ts';

interface Asked {
  days: string;
  leads?: string;
  samples: string;
  json?: boolean;
}

/** `trellis changes backtest ID`: the change run over the recorded past, on all leads unless told otherwise. */
export function addBacktest(changes: Command, session: Session): void {
  changes
    .command('backtest')
    .description('what a change would have done in the recorded past')
    .argument('<id>')
    .option('--days <n>', 'how far back', '90')
    .option('--leads <n>', 'at most so many leads, evenly chosen; all by default')
    .option('--samples <n>', 'how many leads to name whose path differs', '3')
    .option('--json', 'print the report')
    .action(async (id: string, { days, leads, samples, json }: Asked) => {
      const body = { days: Number(days), samples: Number(samples), ...(leads && { leads: Number(leads) }) };
      const report = await session.withClient((client) =>
        readRun<ToldReport>(client, `/api/changes/${encodeURIComponent(id)}/backtest`, body),
      );
      if (json) printJson(report);
      else show(report);
    });
}

function show(report: ToldReport): void {
  const { base, proposed, recorded } = report;
  print(`${when(report.from)} to ${when(report.to)} UTC. ${report.words.join('\n')}\n`);
  if (report.skipped > 0)
    print(`${counted(report.skipped, 'lead')} left out: an earlier engine decided some of their history.`);
  const row = (name: string, read: (figures: typeof recorded) => number) => [
    name,
    read(recorded),
    read(base.none),
    read(proposed.none),
    read(proposed.observed),
  ];
  const names = (of: 'reached' | 'ends' | 'held') =>
    [...new Set([recorded, base.none, proposed.none].flatMap((figures) => Object.keys(figures[of])))].sort();
  const tracks = [
    ...new Set([base.none, proposed.none].flatMap((figures) => Object.keys(figures.tracks))),
  ].sort();
  printTable(
    ['', 'really', 'in force', 'proposed', 'proposed, answered'],
    [
      row('emails', ({ emails }) => emails),
      row('enrolments', ({ enrolments }) => enrolments),
      ...names('reached').map((id) => row(`to ${id}`, ({ reached }) => reached[id] ?? 0)),
      ...names('ends').map((id) => row(`ended: ${id}`, ({ ends }) => ends[id] ?? 0)),
      ...names('held').map((id) => row(`held: ${id}`, ({ held }) => held[id] ?? 0)),
      ...tracks.map((id) => row(`emails of ${id}`, (figures) => figures.tracks[id]?.emails ?? 0)),
    ],
  );
  print(
    '“Answered”: emails that were never sent are opened and clicked as often as comparable ones were; else not at all.',
  );
}
