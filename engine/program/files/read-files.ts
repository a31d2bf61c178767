import { LineCounter } from 'yaml';
import { formWords } from '../form-words.ts';
import { formFaults } from '../parse.ts';
import { finding } from '../validate/findings.ts';
import { isRecord } from '../walk-schema.ts';
import { type FileFault, placeIn } from './file-fault.ts';
import { holdingOf, layoutWords, type Manifest, manifestFile, manifestSchema, type Part } from './layout.ts';
import { type Piece, placeFault } from './places.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export interface ReadProgram {
  manifest?: Manifest;
  /** The document that the files make together, of whatever form. */
  document: Record<string, unknown>;
  pieces: Piece[];
  /** What is wrong with the files as files; what they say is for `checkDocument`. */
  faults: FileFault[];
}

/** Puts the files of a folder together, by path; names every fault of every file. */
export function readFiles(files: Readonly<Record<string, string>>): ReadProgram {
  const read: ReadProgram = { document: { schema: 1 }, pieces: [], faults: [] };
  for (const path of Object.keys(files).sort()) {
    const holding = path === manifestFile ? 'manifest' : holdingOf(path);
    if (holding === undefined) {
      read.faults.push(
        atTop(path, `nothing is kept in a file of this name; a folder has ${layoutWords()}`, 'file.unknown'),
      );
      continue;
    }
    const { file, faults } = readYaml(path, files[path] as string);
    read.faults.push(...faults);
    if (!file) continue;
    if (holding === 'manifest') readManifest(read, file);
    else if (!isRecord(file.value)) {
      const message =
        file.value === null ? 'it is empty; take the file away' : 'it has to hold names with values';
      read.faults.push({
        ...atTop(path, message, 'form.invalid'),
        ...placeIn(file, file.root?.range?.[0] ?? 0),
      });
    } else addPieces(read, file, file.value, holding);
  }
  if (files[manifestFile] === undefined) {
    const message = `the folder has no ${manifestFile}: make it by \`trellis program export\`, or write one with "schema: 1" and "base: 0" for files that only add to what is in force`;
    read.faults.push(atTop(manifestFile, message, 'folder.base'));
  }
  return read;
}

function readManifest(read: ReadProgram, file: YamlFile): void {
  const parsed = manifestSchema.safeParse(file.value, { error: formWords });
  if (parsed.success) {
    read.manifest = parsed.data;
    read.pieces.push({ path: 'base', file, keys: ['base'] });
    return;
  }
  const whole: Piece = { path: manifestFile, file, keys: [] };
  for (const fault of formFaults(parsed.error)) {
    const path = fault.path === '' ? manifestFile : `${manifestFile}/${fault.path}`;
    read.faults.push(placeFault({ ...fault, path }, [whole], manifestFile));
  }
}

function addPieces(
  read: ReadProgram,
  file: YamlFile,
  value: Record<string, unknown>,
  { part, name }: { part: Part; name?: string },
): void {
  const isThing = part.kind === 'each' && name !== undefined;
  const pieces = isThing
    ? [{ to: [name], keys: [] }]
    : membersOf(part, value).map((keys) => ({ to: keys, keys }));
  for (const { to, keys } of pieces) {
    const piece = { path: [part.name, ...to].join('/'), file, keys };
    const other = read.pieces.find(({ path }) => path === piece.path);
    if (other) {
      const message = `"${to.at(-1)}" is in ${other.file.path} too; keep one of them`;
      const fault = finding('file.same_id', piece.path, message);
      read.faults.push({
        ...placeFault({ ...fault, code: 'form.unknown' }, [piece], file.path),
        code: fault.code,
      });
      continue;
    }
    read.pieces.push(piece);
    put(
      read.document,
      [part.name, ...to],
      keys.reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), value),
    );
  }
  if (!isThing && pieces.length === 0) put(read.document, [part.name], {});
}

/** The ways from the top of a part to what is merged one by one: things of records, and other members. */
function membersOf({ records }: Part, value: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(value).flatMap(([key, member]): string[][] => {
    const isOfThings = records.some((record) => record.length === 1 && record[0] === key);
    if (!isOfThings || !isRecord(member) || Object.keys(member).length === 0) return [[key]];
    return Object.keys(member).map((id) => [key, id]);
  });
}

function put(document: Record<string, unknown>, path: readonly string[], thing: unknown): void {
  let inside = document;
  for (const name of path.slice(0, -1)) {
    const next = Object.hasOwn(inside, name) ? inside[name] : undefined;
    const entries = isRecord(next) ? next : {};
    inside[name] = entries;
    inside = entries;
  }
  const last = path.at(-1) as string;
  const there = Object.hasOwn(inside, last) ? inside[last] : undefined;
  inside[last] = isRecord(there) && isRecord(thing) ? { ...there, ...thing } : thing;
}

function atTop(path: string, message: string, code: Parameters<typeof finding>[0]): FileFault {
  return { ...finding(code, path, message), ...placeIn({ path, lines: new LineCounter() }, 0) };
}
