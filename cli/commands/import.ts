import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { type Fault, TrellisError } from '../../db/errors.ts';
import type { Client } from '../client.ts';
import { counted, print, printJson } from '../output.ts';
import { kindOfFile, readRecords } from '../read-records.ts';
import type { Session } from '../session.ts';

interface Options {
  consentBasis?: string;
  purpose: string;
  list?: string;
  source: string;
  allOrNothing?: boolean;
  enrol?: boolean;
  json?: boolean;
}

interface Report {
  kind: 'leads' | 'events';
  /** Records taken, those known before among them. */
  imported: number;
  duplicates: number;
  /** Leads that may not be written to: no consent on record. */
  held: number;
  refused: number;
  /** The first refused lines. */
  faults: Fault[];
  /** False when --all-or-nothing left everything out. */
  written: boolean;
}

const batchSize = 500;
const maxFaults = 100;

/** `trellis import FILE`: leads from CSV, past events from NDJSON. */
export function addImport(program: Command, session: Session): void {
  program
    .command('import')
    .description('import leads (.csv) or past events (.ndjson, records of the Segment protocol)')
    .argument('<file>')
    .option(
      '--consent-basis <basis>',
      'why these leads may be written to: consent, legitimate_interest, contract, …',
    )
    .option('--purpose <purpose>', 'marketing or transactional', 'marketing')
    .option('--enrol', 'leads enter the tracks whose entry they satisfy; without it an import moves nobody')
    .option('--list <name>', 'a list the leads join')
    .option('--source <name>', 'names the origin', 'import')
    .option('--all-or-nothing', 'import nothing when any record is bad')
    .option('--json', 'print the report')
    .action(async (given: string, options: Options) => {
      const file = session.path(given);
      if (!existsSync(file)) throw new TrellisError('import.no_file', `There is no file ${file}.`);
      const report = await session.withClient((client) => importFile(client, file, options));
      if (options.json) printJson(report);
      else show(report, options);
      if (!report.written) process.exitCode = 1;
    });
}

async function importFile(client: Client, file: string, options: Options): Promise<Report> {
  if (options.allOrNothing) {
    const looked = await pass(client, file, options, true);
    if (looked.refused > 0) return { ...looked, imported: 0, written: false };
  }
  return pass(client, file, options, false);
}

/** Once through the file. `check` looks only. */
async function pass(client: Client, file: string, options: Options, check: boolean): Promise<Report> {
  const kind = kindOfFile(file);
  const report: Report = { kind, imported: 0, duplicates: 0, held: 0, refused: 0, faults: [], written: true };
  const refuse = (faults: readonly Fault[]) => {
    report.refused++;
    report.faults.push(...faults.slice(0, Math.max(0, maxFaults - report.faults.length)));
  };
  const send = async (records: { line: number; record: unknown }[]) => {
    const result = await client.post<{
      good: number;
      duplicates: number;
      held: number;
      refused: { line: number; faults: Fault[] }[];
    }>('/api/import', { kind, source: options.source, records, check, ...batchOptions(kind, options) });
    report.imported += result.good;
    report.duplicates += result.duplicates;
    report.held += result.held;
    for (const { line, faults } of result.refused) refuse(faults.map((fault) => ({ ...fault, line })));
  };
  let batch: { line: number; record: unknown }[] = [];
  for await (const entry of readRecords(file, kind)) {
    if ('fault' in entry) refuse([{ path: `line ${entry.line}`, message: entry.fault, line: entry.line }]);
    else batch.push(entry);
    if (batch.length === batchSize) {
      await send(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await send(batch);
  report.faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return report;
}

function batchOptions(kind: 'leads' | 'events', { consentBasis, purpose, list, enrol }: Options) {
  if (kind === 'events') return {};
  return {
    ...(consentBasis && { consent: { basis: consentBasis, purpose } }),
    ...(list && { list }),
    ...(enrol && { enrol }),
  };
}

function show(report: Report, options: Options): void {
  for (const fault of report.faults) print(`${fault.path} ${fault.message}`);
  if (!report.written) {
    print(
      `Nothing was imported: ${counted(report.refused, 'bad record')}, and --all-or-nothing was asked for.`,
    );
    return;
  }
  const known = report.duplicates > 0 ? ` (${report.duplicates} of them known already)` : '';
  print(
    `Imported ${counted(report.imported, report.kind === 'leads' ? 'lead' : 'event')}${known}; refused ${report.refused}.`,
  );
  if (report.held > 0) {
    print(
      `${counted(report.held, 'lead')} held with reason no_consent: no marketing email goes to them until consent is on record.${
        options.consentBasis ? '' : ' Name the ground with --consent-basis when there is one.'
      }`,
    );
  }
}
