import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { TrellisError } from '../db/errors.ts';
import type { FileFault } from '../engine/program/files/file-fault.ts';
import { type FindingCode, finding } from '../engine/program/validate/findings.ts';

/** A program is much smaller. */
const most = { files: 5_000, fileBytes: 256 * 1024, bytes: 6 * 1024 * 1024 } as const;
/** Editors and git have their own files everywhere, people their notes beside the program. */
const isIgnored = (name: string, inside: string) =>
  name.startsWith('.') || (inside === '' && /^(README|LICENSE|CODEOWNERS)(\.md|\.txt)?$/i.test(name));

export interface ReadFolder {
  /** Text by path below the folder, `/` between names. */
  files: Record<string, string>;
  faults: FileFault[];
}

/**
 * Reads every file of a folder into memory. Links are refused and never followed, so that nothing outside is read; so
 * is what is no file, and more than a program can be. Throws `program.no_folder`.
 */
export function readFolder(folder: string): ReadFolder {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new TrellisError(
      'program.no_folder',
      `There is no folder ${folder}; \`trellis program export ${folder}\` makes one.`,
    );
  }
  const read: ReadFolder = { files: {}, faults: [] };
  const left = { files: most.files as number, bytes: most.bytes as number };
  const add = (code: FindingCode, path: string, message: string) =>
    read.faults.push({ ...finding(code, path, message), file: path, line: 1, column: 1 });

  const visit = (inside: string): void => {
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (isIgnored(entry.name, inside)) continue;
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`;
      if (left.files-- <= 0) {
        if (left.files === -1)
          add(
            'file.too_large',
            path,
            `a folder has at most ${most.files} files; nothing after this one was read`,
          );
        return;
      }
      if (entry.isSymbolicLink()) add('file.link', path, 'links are not followed; put the file itself here');
      else if (entry.isDirectory() && inside === '') visit(path);
      else if (!entry.isFile())
        add('file.unknown', path, 'this is no file, and folders have no folders inside; take it away');
      else readOne(path);
    }
  };
  const readOne = (path: string): void => {
    // Whatever took its place meanwhile: a link is not followed, a pipe not waited for.
    const file = openSync(
      join(folder, path),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
    try {
      const { size } = fstatSync(file);
      left.bytes -= size;
      if (size > most.fileBytes)
        add('file.too_large', path, `a file has at most ${most.fileBytes / 1024} KB; split it`);
      else if (left.bytes < 0)
        add('file.too_large', path, `all files together have at most ${most.bytes / 1024 / 1024} MB`);
      else {
        const text = utf8(readFileSync(file));
        if (text === undefined) add('file.syntax', path, 'it is not UTF-8; save it as UTF-8');
        else read.files[path] = text;
      }
    } finally {
      closeSync(file);
    }
  };
  visit('');
  return read;
}

/** Writes one file below the folder, whole or not at all. Throws `program.link` where a link would lead it elsewhere. */
export function writeInFolder(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  for (const place of [dirname(target), target]) {
    if (place !== folder && isLink(place)) {
      throw new TrellisError(
        'program.link',
        `${place} is a symbolic link; take it away, nothing is written through links.`,
      );
    }
  }
  mkdirSync(dirname(target), { recursive: true });
  const draft = join(dirname(target), `.${process.pid}.draft`);
  writeFileSync(draft, text, { flag: 'wx' });
  renameSync(draft, target);
}

export function removeFromFolder(folder: string, path: string): void {
  rmSync(join(folder, path));
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
