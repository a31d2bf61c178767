import { TrellisError } from '../../db/errors.ts';
import { validityOf } from '../items/validity.ts';
import { termsOf } from '../lexical/terms.ts';
import type { Library, LibraryFilter, StoredItem } from '../library.ts';
import { splitBody } from '../passages/split.ts';
import type { DraftAsked, Evidence, Sources } from './types.ts';

const mostPassages = 6;
const looked = 40;

/**
 * What a draft is written from: passages of approved and valid items only. Throws `draft.source` when the item named
 * cannot be sent, `draft.no_evidence` when the library says nothing about the words.
 */
export async function findSources(
  library: Pick<Library, 'get' | 'search'>,
  asked: DraftAsked,
  now: number,
): Promise<Sources> {
  return asked.from === undefined
    ? sourcesFor(library, asked)
    : sourcesOf(await sendable(library, asked.from, now), asked);
}

async function sendable(
  library: Pick<Library, 'get'>,
  from: { item: string; version?: number },
  now: number,
): Promise<StoredItem> {
  const item = await library.get(from.item, from.version);
  if (item === undefined) {
    throw new TrellisError(
      'content.unknown',
      `The library has no "${from.item}": search it for the item you mean.`,
    );
  }
  const why =
    item.kind === 'brand-guide'
      ? 'a brand guide is never sent'
      : !item.approved
        ? 'it is not approved'
        : item.retired
          ? 'it is retired'
          : validityOf(item, now) !== 'valid'
            ? 'it is not valid today'
            : item.cta === undefined
              ? 'it has no call to action'
              : undefined;
  if (why === undefined) return item;
  throw new TrellisError(
    'draft.source',
    `Nothing can be drafted from "${item.id}": ${why}. Name another item.`,
  );
}

/** Its own passages, those with most of the words first. */
async function sourcesOf(item: StoredItem, { words }: DraftAsked): Promise<Sources> {
  const wanted = new Set(termsOf(`${words} ${item.title}`, item.language));
  const ranked = (await splitBody(item.body))
    .map((passage) => {
      const terms = new Set(termsOf(`${passage.heading} ${passage.text}`, item.language));
      return { passage, shared: [...wanted].filter((term) => terms.has(term)).length };
    })
    .sort((a, b) => b.shared - a.shared || a.passage.ordinal - b.passage.ordinal)
    .slice(0, mostPassages);
  // An email is written again in its own order.
  if (item.kind === 'email') ranked.sort((a, b) => a.passage.ordinal - b.passage.ordinal);
  const passages = ranked.map(({ passage }, index) => evidence(index + 1, item, passage));
  return { lead: item, passages, items: [item] };
}

/** The best item for the words, its passages first, and what others say about them. */
async function sourcesFor(library: Pick<Library, 'get' | 'search'>, asked: DraftAsked): Promise<Sources> {
  const { words, stage, audience } = asked;
  const eligible = {
    approved: true,
    valid: true,
    ...(audience.industries[0] !== undefined && { industry: audience.industries[0] }),
    ...(audience.roles[0] !== undefined && { role: audience.roles[0] }),
    ...(audience.regions[0] !== undefined && { region: audience.regions[0] }),
    condition: 'kind != "brand-guide" AND kind != "email"',
  } satisfies LibraryFilter;
  let hits = await library.search(words, { limit: looked, where: { ...eligible, ...(stage && { stage }) } });
  if (!hits.some(({ item }) => item.cta !== undefined)) {
    hits = await library.search(words, { limit: looked, where: eligible });
  }
  const best = hits.find(({ item }) => item.cta !== undefined)?.item;
  if (best === undefined) {
    throw new TrellisError(
      'draft.no_evidence',
      'The library has nothing approved on that to write from. Add content on it, or name the item to announce.',
    );
  }
  const ordered = [
    ...hits.filter(({ item }) => item.id === best.id),
    ...hits.filter(({ item }) => item.id !== best.id),
  ].slice(0, mostPassages);
  const ids = [...new Set(ordered.map(({ item }) => `${item.id}@${item.version}`))];
  const items = await Promise.all(
    ids.map(async (key) => {
      const [id = '', version] = key.split('@');
      return (await library.get(id, Number(version))) as StoredItem;
    }),
  );
  return {
    lead: items[0] as StoredItem,
    passages: ordered.map(({ item, passage }, index) => evidence(index + 1, item, passage)),
    items,
  };
}

function evidence(
  n: number,
  { id, version, title }: Pick<StoredItem, 'id' | 'version' | 'title'>,
  { heading, text, start, end }: Pick<Evidence, 'heading' | 'text' | 'start' | 'end'>,
): Evidence {
  return { n, item: id, version, title, heading, text, start, end };
}
