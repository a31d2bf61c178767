import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { type Fault, TrellisError } from '../../db/errors.ts';
import type { ImportResult } from '../../server/import/run-import.ts';
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
  /** Leads taken, however many rows speak of them; of an event file the events. */
  imported: number;
  /** Records that had been imported before. */
  duplicates: number;
  /** Leads that may not be written to: no consent on record. */
  held: number;
  /** Bad records. */
  refused: number;
  /** What is wrong with the first of them; each names its line. */
  faults: Fault[];
  /** Whether any record was taken, now or before. */
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
  checkWords(options);
  if (options.allOrNothing) {
    const looked = await pass(client, file, options, true);
    if (looked.refused > 0) return { ...looked, imported: 0, written: false };
  }
  return pass(client, file, options, false);
}

/** Once through the file. `check` looks only. */
async function pass(client: Client, file: string, options: Options, check: boolean): Promise<Report> {
  const kind = kindOfFile(file);
  const [refusedLines, leads, held] = [new Set<number>(), new Set<string>(), new Set<string>()];
  const faults: Fault[] = [];
  let [taken, duplicates] = [0, 0];
  const refuse = (line: number, found: readonly Fault[]) => {
    refusedLines.add(line);
    faults.push(...found.slice(0, Math.max(0, maxFaults - faults.length)));
  };
  const send = async (records: { line: number; record: unknown }[]) => {
    const body = { kind, source: options.source, records, check, ...batchOptions(kind, options) };
    const result = await client.post<ImportResult>('/api/import', body);
    taken += result.taken;
    duplicates += result.duplicates;
    for (const id of result.leads) leads.add(id);
    for (const id of result.held) held.add(id);
    for (const bad of result.refused) refuse(bad.line, bad.faults);
  };
  let batch: { line: number; record: unknown }[] = [];
  for await (const entry of readRecords(file, kind)) {
    if ('fault' in entry)
      refuse(entry.line, [{ path: `line ${entry.line}`, message: entry.fault, line: entry.line }]);
    else batch.push(entry);
    if (batch.length === batchSize) {
      await send(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await send(batch);
  return {
    kind,
    imported: kind === 'leads' ? leads.size : taken,
    duplicates,
    held: held.size,
    refused: refusedLines.size,
    faults: faults.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    written: taken + duplicates > 0,
  };
}

function batchOptions(kind: 'leads' | 'events', { consentBasis, purpose, list, enrol }: Options) {
  if (kind === 'events') return {};
  return {
    ...(consentBasis && { consent: { basis: consentBasis, purpose } }),
    ...(list && { list }),
    ...(enrol && { enrol }),
  };
}

/** Before the file is read, in words that name the option. Throws `import.bad_option`. */
function checkWords({ consentBasis, list, source, purpose }: Options): void {
  for (const [option, value, example] of [
    ['--consent-basis', consentBasis, 'legitimate_interest'],
    ['--list', list, 'autumn-fair'],
    ['--source', source, 'crm'],
  ] as const) {
    if (value === undefined || /^[a-z0-9][a-z0-9_-]{0,62}$/.test(value)) continue;
    throw new TrellisError(
      'import.bad_option',
      `${option} is “${value}”: give one word of lower case letters, digits, dashes and underscores, such as ${example}.`,
    );
  }
  if (purpose !== 'marketing' && purpose !== 'transactional')
    throw new TrellisError(
      'import.bad_option',
      `--purpose is “${purpose}”: give marketing or transactional.`,
    );
}

function show(report: Report, options: Options): void {
  for (const fault of report.faults) print(`${fault.path} ${fault.message}`);
  if (!report.written) {
    print(`Nothing was imported: ${reasonOf(report, options)}.`);
    return;
  }
  const known = report.duplicates > 0 ? ` ${counted(report.duplicates, 'record')} known already;` : '';
  const what = report.kind === 'leads' ? 'lead' : 'event';
  print(`Imported ${counted(report.imported, what)};${known} refused ${report.refused}.`);
  if (report.held > 0) {
    print(
      `${counted(report.held, 'lead')} held with reason no_consent: no marketing email goes to them until consent is on record.${
        options.consentBasis ? '' : ' Name the ground with --consent-basis when there is one.'
      }`,
    );
  }
  if (report.kind === 'leads' && !options.enrol)
    print('Nobody enters a track by this import; the same command with --enrol lets them.');
}

function reasonOf({ refused }: Report, { allOrNothing }: Options): string {
  if (refused === 0) return 'the file has no records';
  const bad = counted(refused, 'bad record');
  return allOrNothing ? `${bad}, and --all-or-nothing was asked for` : `${bad} and no good one`;
}
