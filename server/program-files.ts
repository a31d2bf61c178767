import { writeFiles } from '../engine/program/files/write-files.ts';
import type { Program } from '../engine/program/schema.ts';

/** A version of the program as `trellis program export` writes it. */
interface Version {
  version: number;
  hash: string;
  program: Program;
}

const kept = new WeakMap<Program, Readonly<Record<string, string>>>();

/** Every file of the folder by its path, with content pinned; written once for each version that is in use. */
export function programFiles({ version, hash, program }: Version): Readonly<Record<string, string>> {
  const known = kept.get(program);
  if (known) return known;
  const files = writeFiles(program, { schema: 1, base: version, hash });
  kept.set(program, files);
  return files;
}

/** What a file holds, for lists: a track or segment by its title, else what the file is called. */
export function fileTitle(program: Program, path: string): string {
  const [, part, id] = /^(tracks|segments|experiments)\/([^/]+)\.yaml$/.exec(path) ?? [];
  const things: Readonly<Record<string, { title: string }>> =
    part === undefined ? {} : (program[part as 'tracks' | 'segments' | 'experiments'] ?? {});
  const title = id !== undefined && Object.hasOwn(things, id) ? things[id]?.title : undefined;
  return title ?? path;
}
