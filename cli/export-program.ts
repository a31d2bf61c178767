import { existsSync, readdirSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { canonicalJson } from '../db/canonical.ts';
import { TrellisError } from '../db/errors.ts';
import { checkDocument } from '../engine/program/check-document.ts';
import { fileSchemas } from '../engine/program/files/file-schemas.ts';
import { holdingOf, type Manifest, manifestFile } from '../engine/program/files/layout.ts';
import { readFiles } from '../engine/program/files/read-files.ts';
import { writeFiles } from '../engine/program/files/write-files.ts';
import { readYaml } from '../engine/program/files/yaml-file.ts';
import { programHash } from '../engine/program/hash.ts';
import { withAnyPins } from '../engine/program/pins.ts';
import type { Program } from '../engine/program/schema.ts';
import { readFolder, removeFromFolder, writeInFolder } from './program-folder.ts';

export interface Exported {
  written: number;
  removed: number;
  unchanged: number;
}

/**
 * Writes a program into a folder and takes out what it no longer has. A file that says the same already is left as it
 * is, comments included. Throws `program.folder_edited` where something would be lost that the program does not say,
 * unless `force`.
 */
export function exportProgram(
  folder: string,
  source: { program: Program; manifest: Manifest; shortPins?: boolean },
  { force = false }: { force?: boolean } = {},
): Exported {
  const isThere = existsSync(folder) && readdirSync(folder).some((name) => !name.startsWith('.git'));
  const before = isThere ? readFolder(folder) : { files: {}, faults: [] };
  const read = readFiles(before.files);
  if (isThere && !force && before.faults.length + read.faults.length > 0)
    throw edited(folder, 'has files that are not those of a program');
  if (isThere && !force && !saysOnly(read, source.program))
    throw edited(folder, 'was changed and says what no version of the program says');

  const inSets = new Map(
    read.pieces.filter(({ file }) => file.path.includes('/')).map(({ path, file }) => [path, file.path]),
  );
  const files = writeFiles(source.program, source.manifest, {
    keep: inSets,
    shortPins: source.shortPins ?? false,
  });
  for (const [name, schema] of Object.entries(fileSchemas())) {
    writeInFolder(folder, `.schema/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
  }
  const changed = Object.entries(files).filter(
    ([path, text]) => !saysTheSame(path, before.files[path], text),
  );
  for (const [path, text] of changed) writeInFolder(folder, path, text);
  const gone = Object.keys(before.files).filter(
    (path) => files[path] === undefined && holdingOf(path) !== undefined,
  );
  for (const path of gone) removeFromFolder(folder, path);
  return {
    written: changed.length,
    removed: gone.length,
    unchanged: Object.keys(files).length - changed.length,
  };
}

/** Whether the folder is as it was exported, or as the program (or template, by items alone) that is exported now. */
function saysOnly({ document, manifest }: ReturnType<typeof readFiles>, program: Program): boolean {
  const { program: there } = checkDocument(withAnyPins(document));
  if (!there) return false;
  const hash = programHash(there);
  return hash === manifest?.hash || hash === programHash(program);
}

function saysTheSame(path: string, before: string | undefined, after: string): boolean {
  if (before === undefined || before === after) return before !== undefined;
  const [old, now] = [readYaml(path, before).file, readYaml(path, after).file];
  return old !== undefined && canonicalJson(old.value) === canonicalJson(now?.value);
}

/** After the folder's changes came into force: what it was made from is now this version. Comments stay. */
export function recordBase(
  folder: string,
  manifest: Manifest,
  active: { version: number; hash: string },
): void {
  if (manifest.base === active.version) return;
  const document = parseDocument(readFolder(folder).files[manifestFile] ?? '');
  document.set('base', active.version);
  document.set('hash', active.hash);
  writeInFolder(folder, manifestFile, document.toString());
}

function edited(folder: string, what: string): TrellisError {
  return new TrellisError(
    'program.folder_edited',
    `${folder} ${what}. Export into another folder, or with --force lose what is in its files (${manifestFile} and those of the parts).`,
  );
}
