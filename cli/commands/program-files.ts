import type { Command } from 'commander';
import { TrellisError } from '../../db/errors.ts';
import { fileSchemas } from '../../engine/program/files/file-schemas.ts';
import { manifestFile } from '../../engine/program/files/layout.ts';
import { faultLine } from '../../engine/program/files/places.ts';
import type { Program } from '../../engine/program/schema.ts';
import { templates } from '../../engine/program/templates/index.ts';
import { type Exported, exportProgram, recordBase } from '../export-program.ts';
import { counted, print, printJson } from '../output.ts';
import { type FolderPlan, planFolder, proposeFolder } from '../read-program-folder.ts';
import type { Session } from '../session.ts';
import { showChange, showPlan } from '../show-change.ts';

type Planned = Exclude<FolderPlan, { status: 'faults' }>;
export interface ProgramAnswer {
  version: number;
  hash: string;
  halts: { target: string; reason: string }[];
  program: Program;
}

/** Of `plan` and `apply`: nothing to do, faults, and what a person still has to approve. */
const exitCodes = { in_force: 0, faults: 1, changes: 2 } as const;

/** `trellis program export|plan|apply|schema`: the program as a folder of files. */
export function addProgramFiles(commands: Command, session: Session): void {
  commands
    .command('export')
    .description('the whole document as YAML or, with a folder, as one file a part')
    .argument('[dir]', 'a folder, made where there is none')
    .option(
      '--template <id>',
      `a program that is shipped instead: ${templates.map(({ id }) => id).join(', ')}`,
    )
    .option('--force', 'also over files that were changed')
    .option('--json', 'without a folder: as JSON; with one: print {version, written, removed, unchanged}')
    .action((dir: string | undefined, options: { template?: string; force?: boolean; json?: boolean }) =>
      exportTo(session, dir, options),
    );
  commands
    .command('plan')
    .description('what a folder would change, by name of file and line; 0: nothing, 2: something, 1: faults')
    .argument('<dir>')
    .option('--json', 'print {status, edits, plan, drift, pinned, warnings, faults}')
    .action(async (dir: string, { json }: { json?: boolean }) => {
      const plan = await session.withClient((client) => planFolder(client, session.path(dir)));
      if (json) printJson(plan);
      else if (plan.status === 'faults') showFaults(plan.faults);
      else showFolderPlan(plan);
      process.exitCode = exitCodes[plan.status];
    });
  commands
    .command('apply')
    .description('proposes what a folder changes; once a person has approved it, says that it is in force')
    .argument('<dir>')
    .option('--title <title>', 'what it is for, in a few words')
    .option('--json', 'print {status, active, change, url, faults}')
    .action((dir: string, options: { title?: string; json?: boolean }) => apply(session, dir, options));
  commands
    .command('schema')
    .description('the JSON Schema of program files')
    .argument('[part]', `one of ${Object.keys(fileSchemas()).join(', ')}`, 'program')
    .action((part: string) => {
      const schemas = fileSchemas();
      if (!Object.hasOwn(schemas, part)) {
        const names = Object.keys(schemas).join(', ');
        throw new TrellisError('schema.unknown', `There is no schema ${part}; there are ${names}.`);
      }
      printJson(schemas[part]);
    });
}

async function exportTo(
  session: Session,
  dir: string | undefined,
  { template: id, force = false, json = false }: { template?: string; force?: boolean; json?: boolean },
): Promise<void> {
  const source = id === undefined ? await inForce(session) : fromTemplate(id);
  if (dir === undefined) {
    if (json) return printJson(source.program);
    const { stringify } = await import('yaml');
    return print(stringify(source.program).trimEnd());
  }
  const done = exportProgram(session.path(dir), source, { force });
  const version = source.manifest.base;
  if (json) return printJson({ version, ...done });
  print(`${version === 0 ? `The template ${id}` : `Version ${version}`} is in ${dir}: ${exportWords(done)}.`);
}

async function inForce(session: Session) {
  const { program, version, hash } = await session.withClient((client) =>
    client.get<ProgramAnswer>('/api/program'),
  );
  return { program, manifest: { schema: 1 as const, base: version, hash } };
}

/** Content goes by its item: which version the library of the installation has is for the plan to say. */
function fromTemplate(id: string) {
  const template = templates.find((known) => known.id === id);
  if (!template) {
    const known = templates.map((one) => `${one.id} (${one.title})`).join(', ');
    throw new TrellisError('program.no_template', `There is no template ${id}; there are ${known}.`);
  }
  const program = template.program((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
  return { program, manifest: { schema: 1 as const, base: 0 }, shortPins: true };
}

async function apply(
  session: Session,
  dir: string,
  { title, json = false }: { title?: string; json?: boolean },
): Promise<void> {
  const folder = session.path(dir);
  await session.withClient(async (client) => {
    const plan = await planFolder(client, folder);
    process.exitCode = exitCodes[plan.status];
    if (plan.status === 'faults') return json ? printJson(plan) : showFaults(plan.faults);
    if (plan.status === 'in_force') {
      if (plan.isActive) recordBase(folder, plan.manifest, plan.active);
      return json ? printJson({ status: 'in_force', active: plan.active }) : showFolderPlan(plan);
    }
    const { change, isNew } = await proposeFolder(client, plan, title ?? titleOf(plan));
    const url = `${session.url()}/changes/${change.id}`;
    if (json) return printJson({ status: 'proposed', active: plan.active, change, url });
    showChange(change);
    print(
      `\n${isNew ? 'Proposed' : 'Proposed already, and still open'}; nothing is in force until a person approves it: ${url}`,
    );
    print(`Then \`trellis program apply ${dir}\` says that it is in force.`);
  });
}

function titleOf({ edits }: Planned): string {
  const title = `Program files: ${edits.map(({ path }) => path).join(', ')}`;
  return title.length > 120 ? `${title.slice(0, 100)} … (${edits.length} in all)` : title;
}

function showFaults(faults: Extract<FolderPlan, { status: 'faults' }>['faults']): void {
  for (const fault of faults) print(faultLine(fault));
  print(`\n${counted(faults.length, 'fault')}; nothing was planned.`);
}

function showFolderPlan(plan: Planned): void {
  const { active, manifest, drift } = plan;
  if (drift.length > 0) {
    print(
      `Version ${active.version} is in force, the folder was made from ${madeFrom(manifest.base)}. What is different there and stays as it is:`,
    );
    for (const path of drift) print(`  ${path}`);
    if (manifest.base === 0)
      print('A folder without a base only adds; to change these, export the version in force.');
    print('');
  }
  if (plan.pinned.length > 0) print('Content without a pin:');
  for (const { file, line, text } of plan.pinned) print(`  ${file}:${line}: ${text}`);
  if (plan.status === 'in_force') {
    const does =
      manifest.base === 0 && drift.length > 0
        ? 'has all that the folder adds'
        : 'says all that the folder changes';
    print(`Nothing to do: version ${active.version}, in force, ${does}.`);
    if (!plan.isActive)
      print(`It also says other things; \`trellis program export\` brings them into the folder.`);
    return;
  }
  if (plan.plan) {
    const { warnings: _, ...rest } = plan.plan;
    showPlan(rest);
  }
  for (const warning of plan.warnings) print(`  warning: ${faultLine(warning)}`);
  print(`\n${counted(plan.edits.length, 'change')} to version ${active.version}.`);
}

function madeFrom(base: number): string {
  return base === 0 ? `none (${manifestFile} says base: 0)` : `version ${base}`;
}

function exportWords({ written, removed, unchanged }: Exported): string {
  return `${counted(written, 'file')} written, ${removed} removed, ${unchanged} as they were`;
}
