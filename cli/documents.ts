import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { TrellisError } from '../db/errors.ts';

/** A document on this machine, not read yet. */
export interface DocumentFile {
  /** As the library knows it: its path in the folder, or as it was named. */
  name: string;
  path: string;
  side?: { name: string; path: string };
}

export interface DocumentSet {
  files: DocumentFile[];
  /** Files of the folder that are no documents. */
  others: number;
}

const documents = /\.(?:md|markdown|html?|xhtml|txt|pdf|docx)$/i;

/** The documents below a folder in the order of their paths, each with the file beside it that says what it is. */
export function documentsIn(folder: string): DocumentSet {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !/(?:^|\/)(?:\.|node_modules\/)/.test(name))
    .sort();
  const all = new Set(names);
  const files = names
    .filter((name) => documents.test(name))
    .map((name) => {
      const side = sideNames(name).find((candidate) => all.has(candidate));
      return {
        name,
        path: join(folder, name),
        ...(side && { side: { name: side, path: join(folder, side) } }),
      };
    });
  const sides = new Set(files.flatMap(({ side }) => (side ? [side.name] : [])));
  const others = names.filter((name) => !documents.test(name) && !sides.has(name)).length;
  return { files, others };
}

/** One document, named as it was given. */
export function documentAt(path: string, name: string): DocumentFile {
  const side = sideNames(path).find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  return { name, path, ...(side && { side: { name: basename(side), path: side } }) };
}

/** `report.pdf.yaml`, then `report.yaml`. */
function sideNames(name: string): string[] {
  return [name, name.replace(/\.[^./\\]*$/, '')].flatMap((stem) => [`${stem}.yaml`, `${stem}.yml`]);
}

export interface ReadDocument {
  bytes: Buffer;
  side?: { name: string; text: string };
}

/** Throws `content.unreadable`. */
export function readDocument({ path, side }: DocumentFile): ReadDocument {
  try {
    const bytes = readFileSync(path);
    return { bytes, ...(side && { side: { name: side.name, text: readFileSync(side.path, 'utf8') } }) };
  } catch (cause) {
    throw new TrellisError('content.unreadable', `Cannot read ${path}: check its permissions.`, { cause });
  }
}

export const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
