import type { Database, Queryable } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import { sourceHash } from './source-hash.ts';
import { type KnownSource, markGone, markRead, sourcesOf, sourcesOfItems } from './sql/sources.ts';
import type { AddedSource, IngestPorts, IntoCollection, Retired } from './types.ts';

/** A document by its hashes alone (SHA-256, hex): what it takes to know whether it must be sent. */
export interface SourceHashes {
  name: string;
  bytes: string;
  /** Of the text of the file beside it. */
  side?: string;
}

export interface Compared extends Pick<IntoCollection, 'name' | 'defaults'> {
  /** Nobody said the name; it is the folder's. Then a collection of other documents is not its earlier state. */
  isGuessed?: boolean;
}

/** Which of the documents are not known, or not as they are now; only these must be read. And what the others are. */
export async function compareSources(
  db: Queryable,
  { mayApprove }: Pick<IngestPorts, 'mayApprove'>,
  { name, defaults = {}, isGuessed = false }: Compared,
  sources: readonly SourceHashes[],
): Promise<{ changed: string[]; unchanged: AddedSource[] }> {
  const known = await sourcesOf(db, name);
  const there = [...known.values()].filter(({ gone }) => !gone);
  if (isGuessed && there.length > 0 && !sources.some((source) => known.has(source.name))) {
    throw new TrellisError(
      'collection.other',
      `There is a collection “${name}” already, with other documents: give this folder a name of its own, or say that it takes the place of the other, by --collection.`,
    );
  }
  const changed: string[] = [];
  const unchanged: AddedSource[] = [];
  for (const source of sources) {
    const before = known.get(source.name);
    const hash = sourceHash(source.bytes, source.side, defaults);
    if (before && isUnchanged(before, hash, mayApprove)) unchanged.push(asUnchanged(before));
    else changed.push(source.name);
  }
  return { changed, unchanged };
}

/**
 * Whether nothing would come of reading it again. What a person retired stays so while its document is as it was; what
 * was gone comes back with it; and who may approve approves what says so, though it was added by somebody else.
 */
export function isUnchanged(before: KnownSource, hash: string, mayApprove: boolean): boolean {
  const isToApprove = mayApprove && !before.approved && before.fields.includes('approvedBy');
  return before.hash === hash && !before.gone && !isToApprove;
}

export function asUnchanged({ source, item, version, retired }: KnownSource): AddedSource {
  const notes = retired ? ['it is retired: `trellis library restore` brings it back'] : undefined;
  return { source, id: item, version, outcome: 'unchanged', ...(notes && { notes }) };
}

/**
 * Retires the items of a collection whose documents are gone, once it has been read to its end: `present` is all that it
 * has now. An item that another document still makes stays. Throws `collection.empty` rather than retire everything.
 */
export async function closeCollection(
  db: Database,
  { retire }: Pick<IngestPorts, 'retire'>,
  { name, present }: { name: string; present: ReadonlySet<string> },
  now: number,
): Promise<Retired[]> {
  const absent = [...(await sourcesOf(db, name)).values()].filter(
    ({ source, gone }) => !gone && !present.has(source),
  );
  if (absent.length > 0 && present.size === 0) {
    throw new TrellisError(
      'collection.empty',
      `Nothing was read of “${name}”, so nothing of it was retired: look whether it is where it was. To let go of its items, retire them.`,
    );
  }
  const retired: Retired[] = [];
  for (const source of absent) {
    const isRetired = source.retired || (await isMadeElsewhere(db, source, absent));
    if (!isRetired) {
      await retire(source.item);
      retired.push({ source: source.source, id: source.item });
    }
    await markGone(db, name, [source.source]);
  }
  await markRead(db, name, now);
  return retired;
}

async function isMadeElsewhere(
  db: Queryable,
  of: KnownSource,
  absent: readonly KnownSource[],
): Promise<boolean> {
  const makers = await sourcesOfItems(db, [of.item]);
  return makers.some(
    ({ collection, source }) =>
      collection !== of.collection || !absent.some((gone) => gone.source === source),
  );
}
