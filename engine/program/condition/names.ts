import type { Vocabulary } from './ast.ts';

/** Words that begin a leaf or join two; a property of such a name is written `event.NAME`. */
const reserved: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'on',
  'ever',
  'finished',
  'event',
  'where',
]);

export function isReserved(name: string): boolean {
  return reserved.has(name.toLowerCase());
}

/**
 * The word that counts an event: the vocabulary's `plural`, else -y after a consonant becomes -ies, -s -x -z -ch -sh
 * take -es, the rest -s.
 */
export function pluralOf(event: string, vocabulary: Vocabulary): string {
  const irregular = Object.hasOwn(vocabulary.events, event) ? vocabulary.events[event]?.plural : undefined;
  if (irregular !== undefined) return irregular;
  if (/[^aeiou]y$/.test(event)) return `${event.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(event) ? `${event}es` : `${event}s`;
}

const plurals = new WeakMap<Vocabulary, ReadonlyMap<string, string>>();

/** The event that a plural counts. */
export function eventOfPlural(plural: string, vocabulary: Vocabulary): string | undefined {
  let known = plurals.get(vocabulary);
  if (!known) {
    known = new Map(Object.keys(vocabulary.events).map((event) => [pluralOf(event, vocabulary), event]));
    plurals.set(vocabulary, known);
  }
  return known.get(plural);
}

/** Names of the properties of one event, or of all events. */
export function propertyNames(vocabulary: Vocabulary, event?: string): string[] {
  const events = event === undefined ? Object.values(vocabulary.events) : [vocabulary.events[event]];
  return [...new Set(events.flatMap((e) => Object.keys(e?.properties ?? {})))];
}

/** Everything that may begin a comparison or stand alone where there is an arriving event. */
export function allNames(vocabulary: Vocabulary): string[] {
  const events = Object.keys(vocabulary.events);
  return [
    ...Object.keys(vocabulary.fields),
    ...events,
    ...events.map((event) => pluralOf(event, vocabulary)),
    ...propertyNames(vocabulary),
  ];
}

/** ` Did you mean x or y?`, or nothing when no name is near. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const wanted = name.toLowerCase();
  const near = [...new Set(candidates)]
    .map((candidate) => ({ candidate, distance: nameDistance(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3);
  return near.length === 0 ? '' : ` Did you mean ${near.map(({ candidate }) => candidate).join(' or ')}?`;
}

function nameDistance(a: string, b: string): number {
  // `score` for `lead_score`, `pages` for nothing: one is the other with whole words more.
  if (`_${b}_`.includes(`_${a}_`) || `_${a}_`.includes(`_${b}_`)) return 1;
  return editDistance(a, b);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
