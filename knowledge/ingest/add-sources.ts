import type { Database } from '../../db/connection.ts';
import { TrellisError } from '../../db/errors.ts';
import type { ContentItem } from '../items/item.ts';
import { invalidContent } from '../items/parse-items.ts';
import { readItem } from '../items/read-items.ts';
import { asUnchanged, isUnchanged } from './collections.ts';
import { completeItem } from './complete-item.ts';
import type { PlaceOf } from './fields.ts';
import { assertFree, idOf, taken } from './item-id.ts';
import { knownFields } from './known-fields.ts';
import type { RawItem } from './raw-item.ts';
import { type GivenSource, type ReadDocument, readSource } from './read-source.ts';
import { bytesHash, sourceHash } from './source-hash.ts';
import { type KnownSource, saveCollection, saveSources, sourcesOf, sourcesOfItems } from './sql/sources.ts';
import type { AddedSource, AddReport, IngestPorts, IntoCollection, RunHooks, Skipped } from './types.ts';

/** What is added in one transaction. */
const together = 20;

interface Read {
  id: string;
  hash: string;
  raw: RawItem;
  placeOf: PlaceOf;
  suggestions: Readonly<Record<string, unknown>>;
  before: KnownSource | undefined;
}

interface Complete {
  source: string;
  hash: string;
  item: ContentItem;
  fields: string[];
  notes: readonly string[];
}

/**
 * Reads documents and adds them to the library, unchanged ones without reading them. One that cannot be read or added is
 * passed over with the reason, and the others go on; what was added until a run breaks off stays.
 */
export async function addSources(
  db: Database,
  ports: IngestPorts,
  read: ReadDocument,
  { sources, into, of }: { sources: AsyncIterable<GivenSource | Skipped>; into: IntoCollection; of: number },
  { now, progress, signal }: RunHooks,
): Promise<AddReport> {
  await saveCollection(db, { ...into, now });
  const known = await sourcesOf(db, into.name);
  const report: AddReport = { collection: into.name, items: [], skipped: [] };
  /** By id, for the whole run: two documents of one id must not make versions of each other. */
  const given = new Map<string, string>();
  const order = new Map<string, number>();
  const waiting: Read[] = [];
  const skip = (source: string, error: unknown) => report.skipped.push(skipped(source, error));
  const flush = async () => {
    const batch: Complete[] = [];
    for (const one of waiting.splice(0)) {
      try {
        batch.push(await complete(db, one));
      } catch (error) {
        skip(one.raw.source, error);
      }
    }
    const { added, refused } = await addBatch(db, ports, batch, into, now);
    report.items.push(...added);
    for (const [source, error] of refused) skip(source, error);
  };
  let done = 0;
  for await (const source of sources) {
    signal?.throwIfAborted();
    const name = 'code' in source ? source.source : source.name;
    order.set(name, order.size);
    if ('code' in source) report.skipped.push(source);
    else {
      try {
        const hash = hashOf(source, into);
        const before = known.get(name);
        if (before && isUnchanged(before, hash, ports.mayApprove)) {
          given.set(before.item, name);
          report.items.push(asUnchanged(before));
        } else waiting.push(await readOne(source, hash, before));
      } catch (error) {
        signal?.throwIfAborted();
        skip(name, error);
      }
    }
    progress?.({ done: ++done, of: Math.max(of, done), source: name });
    if (waiting.length >= together) await flush();
  }
  await flush();
  // Some are settled as they come, others together.
  const inOrder = (a: { source: string }, b: { source: string }) =>
    (order.get(a.source) ?? 0) - (order.get(b.source) ?? 0);
  report.items.sort(inOrder);
  report.skipped.sort(inOrder);
  return report;

  async function readOne(source: GivenSource, hash: string, before: KnownSource | undefined): Promise<Read> {
    const { raw, placeOf } = await readSource(source, read, into.defaults);
    const own = typeof raw.fields.id === 'string' ? raw.fields.id : undefined;
    let id = own ?? before?.item ?? idOf(raw.source);
    if (own === undefined && given.has(id) && given.get(id) !== raw.source) id = idOf(raw.source, 1);
    const other = given.get(id);
    if (other !== undefined && other !== raw.source) throw taken(id, `${other} has it too`);
    const { name: collection, present } = into;
    const place = { source: raw.source, collection, isOwn: own !== undefined, present };
    assertFree(id, place, await sourcesOfItems(db, [id]));
    const suggestions = (await ports.suggest?.(raw)) ?? {};
    given.set(id, raw.source);
    return { id, hash, raw, placeOf, suggestions, before };
  }
}

/** Right before it is added: what a person set on the item while a model read the document is not lost. */
async function complete(
  db: Database,
  { id, hash, raw, placeOf, suggestions, before }: Read,
): Promise<Complete> {
  const item = before && (await readItem(db, before.item));
  const last = item && before ? { item, source: before } : undefined;
  const parsed = completeItem(raw, placeOf, { id, ...knownFields(raw, suggestions, last) });
  if (!parsed.ok) throw invalidContent(parsed.faults);
  return { source: raw.source, hash, item: parsed.item, fields: Object.keys(raw.fields), notes: raw.notes };
}

function hashOf({ bytes, side }: GivenSource, { defaults = {} }: IntoCollection): string {
  return sourceHash(bytesHash(bytes), side && bytesHash(side.text), defaults);
}

/** Adds all of them; where the library refuses some, the others without these. */
async function addBatch(
  db: Database,
  ports: IngestPorts,
  batch: readonly Complete[],
  into: IntoCollection,
  now: number,
): Promise<{ added: AddedSource[]; refused: [string, unknown][] }> {
  if (batch.length === 0) return { added: [], refused: [] };
  try {
    const added = await ports.add(batch.map(({ item }) => item));
    const rows = batch.map(({ source, hash, fields, item }, n) => {
      const { version } = added[n] as (typeof added)[number];
      return { source, hash, item: item.id, version, fields };
    });
    await saveSources(db, into.name, rows, now);
    return {
      added: batch.map(({ source, item, notes }, n) => ({
        ...(added[n] as (typeof added)[number]),
        source,
        title: item.title,
        ...(item.suggested && { suggested: [...item.suggested] }),
        ...(notes.length > 0 && { notes }),
      })),
      refused: [],
    };
  } catch (error) {
    if (!(error instanceof TrellisError) || error.mender !== 'user') throw error;
    if (batch.length === 1) return { added: [], refused: [[(batch[0] as Complete).source, error]] };
    const middle = Math.ceil(batch.length / 2);
    const first = await addBatch(db, ports, batch.slice(0, middle), into, now);
    const second = await addBatch(db, ports, batch.slice(middle), into, now);
    return { added: [...first.added, ...second.added], refused: [...first.refused, ...second.refused] };
  }
}

/** Only what a person can mend of a document is passed over; anything else ends the run. */
export function skipped(source: string, error: unknown): Skipped {
  if (!(error instanceof TrellisError) || error.mender !== 'user') throw error;
  return { source, code: error.code, message: error.message, faults: error.faults };
}
