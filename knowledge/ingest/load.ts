import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type Fault, TrellisError } from '../../db/errors.ts';
import type { ContentItem } from '../items/item.ts';
import { parseItem } from './parse-item.ts';

/**
 * Reads a Markdown file, or every `.md` file below a folder in the order of their paths. All or nothing: throws
 * `content.invalid` with the faults of all files, `content.unreadable` when there is no such file or nothing in it.
 */
export async function loadItems(path: string): Promise<ContentItem[]> {
  const files = await markdownFiles(path);
  const items: ContentItem[] = [];
  const faults: Fault[] = [];
  const fileOf = new Map<string, string>();
  for (const { name, full } of files) {
    const parsed = parseItem(await readFile(full, 'utf8'), name);
    if (!parsed.ok) {
      faults.push(...parsed.faults);
      continue;
    }
    const other = fileOf.get(parsed.item.id);
    if (other !== undefined) {
      faults.push({ path: `${name}/id`, message: `"${parsed.item.id}" is the id of ${other} too` });
    }
    fileOf.set(parsed.item.id, name);
    items.push(parsed.item);
  }
  if (faults.length > 0) {
    throw new TrellisError(
      'content.invalid',
      `Nothing was loaded from ${path}: mend ${count(faults.length)} and load again.`,
      {
        faults,
      },
    );
  }
  return items;
}

async function markdownFiles(path: string): Promise<{ name: string; full: string }[]> {
  let found: { name: string; full: string }[];
  try {
    if ((await stat(path)).isDirectory()) {
      const entries = await readdir(path, { recursive: true, withFileTypes: true });
      found = entries
        .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
        .map((entry) => join(entry.parentPath, entry.name))
        .map((full) => ({ full, name: relative(path, full) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    } else {
      found = [{ full: path, name: basename(path) }];
    }
  } catch (cause) {
    throw new TrellisError('content.unreadable', `Cannot read ${path}: check the path and its permissions.`, {
      cause,
    });
  }
  if (found.length === 0) {
    throw new TrellisError(
      'content.unreadable',
      `No .md file in ${path}: put the library's Markdown files there.`,
    );
  }
  return found;
}

const count = (faults: number) => (faults === 1 ? 'one fault' : `${faults} faults`);
