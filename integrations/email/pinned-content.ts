import { TrellisError } from '../../db/errors.ts';
import type { ContentRef } from '../../engine/program/schema.ts';
import type { Library, StoredItem } from '../../knowledge/library.ts';
import { type CompiledEmail, compileEmail } from '../../knowledge/template/compile.ts';

/** The item a step pinned, read and compiled once: versions never change. */
export interface PinnedContent {
  item: StoredItem;
  email: CompiledEmail;
}

/** Without a hash, what the library has under that version. */
type PinnedRef = Pick<ContentRef, 'item' | 'version'> & { hash?: string };
export type ReadPinned = (ref: PinnedRef) => Promise<PinnedContent>;

/** More versions than this are not in use at once. */
const KEPT = 1000;

/** Rejects with `email.content_changed` when the library no longer has what was pinned, `email.template` when it is at fault. */
export function createPinnedContent(library: Pick<Library, 'get'>): ReadPinned {
  const known = new Map<string, Promise<PinnedContent>>();
  return (ref) => {
    const key = `${ref.item}@${ref.version}@${ref.hash}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const reading = read(library, ref);
    if (known.size >= KEPT) known.clear();
    known.set(key, reading);
    // What failed is tried again by the next email: the database may have been away.
    reading.catch(() => known.delete(key));
    return reading;
  };
}

async function read(library: Pick<Library, 'get'>, ref: PinnedRef): Promise<PinnedContent> {
  const item = await library.get(ref.item, ref.version);
  if (item === undefined || (ref.hash !== undefined && item.hash !== ref.hash)) {
    throw new TrellisError(
      'email.content_changed',
      `The library does not have version ${ref.version} of "${ref.item}" as it was pinned: propose a change that pins the item again.`,
    );
  }
  return { item, email: await compileEmail(item) };
}
