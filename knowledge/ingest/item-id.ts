import { sha256Hex } from '../../db/canonical.ts';
import { TrellisError } from '../../db/errors.ts';
import type { KnownSource } from './sql/sources.ts';
import { loose } from './types.ts';

/** Names that say nothing of a document: what stands before them does. */
const nameless = /^(?:index|readme|default|home)$/;

/** An id made of the name of a file or the address of a page; `depth` more folders are taken in. */
export function idOf(source: string, depth = 0): string {
  const path = /^https?:\/\//i.test(source)
    ? new URL(source).host + decoded(new URL(source).pathname)
    : source;
  const parts = path.split(/[\\/]+/).filter(Boolean);
  const last = parts.pop() ?? '';
  const stem = slug(parts.length === 0 && path !== source ? last : last.replace(/\.[^.]*$/, ''));
  const isNameless = nameless.test(stem) && parts.length > 0;
  const folders = depth + (isNameless ? 1 : 0);
  const before = folders > 0 ? parts.slice(-folders).map(slug) : [];
  const id = [...before, isNameless ? '' : stem].filter(Boolean).join('-');
  // A name in another script leaves nothing.
  return id === '' ? `document-${sha256Hex(source).slice(0, 8)}` : id.slice(0, 63).replace(/-+$/, '');
}

/** Letters without their accents, digits and dashes. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Throws `content.id_taken` when another document has the id: another of the same collection that is still there, or,
 * where the id is only made of a name, one of another collection. Files named one by one may be of any collection.
 */
export function assertFree(
  id: string,
  of: { source: string; collection: string; isOwn: boolean; present?: ReadonlySet<string> | undefined },
  holders: readonly KnownSource[],
): void {
  for (const { collection, source } of holders) {
    if (collection === of.collection) {
      if (source === of.source || of.present?.has(source) === false) continue;
      if (of.present === undefined && !of.isOwn) continue;
      throw taken(id, `${source} has it too`);
    }
    if (of.isOwn || collection === loose.files || of.collection === loose.files) continue;
    throw taken(id, `${source} of the collection ${collection} has it`);
  }
}

export function taken(id: string, why: string): TrellisError {
  return new TrellisError(
    'content.id_taken',
    `The id "${id}" is taken: ${why}. Give the document an id of its own, in its front matter or a side file.`,
  );
}
