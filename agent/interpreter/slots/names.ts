import { nearest } from '../../../tools/support/nearest.ts';
import type { Named, NamedTrack } from '../../vocabulary.ts';

const generic = new Set(
  'the a an our my your this that track tracks segment segments sequence campaign nurture nurturing flow drip of for in on and leads lead email emails'.split(
    ' ',
  ),
);

export interface Resolved<T> {
  best: T;
  /** Others that the words fit as well; named in the answer. */
  others: T[];
}

/** Words of a name or a phrase that tell things apart. */
export function tellingWords(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !generic.has(word));
}

/**
 * The thing a phrase means: the one that shares most of its words; among equals the one whose title is said most
 * fully. Undefined when nothing shares a word.
 */
export function resolveName<T extends Named>(
  phrase: string,
  things: readonly T[],
  prefer: (thing: T) => number = () => 0,
): Resolved<T> | undefined {
  const said = tellingWords(phrase);
  if (said.length === 0) return undefined;
  const scored = things
    .map((thing) => {
      const words = [...new Set([...tellingWords(thing.title), ...tellingWords(thing.id)])];
      const shared = said.filter((word) =>
        words.some((known) => known === word || singular(known) === singular(word)),
      );
      return {
        thing,
        shared: shared.length,
        full: shared.length / Math.max(1, tellingWords(thing.title).length),
      };
    })
    .filter(({ shared }) => shared > 0);
  const most = Math.max(0, ...scored.map(({ shared }) => shared));
  const fitting = scored
    .filter(({ shared }) => shared === most)
    .sort(
      (a, b) => prefer(b.thing) - prefer(a.thing) || b.full - a.full || (a.thing.id < b.thing.id ? -1 : 1),
    );
  // All words of a title said: nothing else can be meant.
  const exact = fitting.find(({ full }) => full >= 1) ?? fitting[0];
  if (!exact) return undefined;
  const others =
    exact.full >= 1 ? [] : fitting.filter(({ thing }) => thing !== exact.thing).map(({ thing }) => thing);
  return { best: exact.thing, others };
}

/** Among equals the track that leads enter by themselves, then the earliest stage: where the others lead from. */
export function resolveTrack(
  phrase: string,
  tracks: readonly NamedTrack[],
): Resolved<NamedTrack> | undefined {
  const stages = ['awareness', 'consideration', 'decision', 'implementation', 'advocacy'];
  return resolveName(phrase, tracks, (track) => (track.entry ? 10 : 0) - stages.indexOf(track.stage));
}

/** `Did you mean X or Y?`, or what there is. */
export function didYouMean(phrase: string, things: readonly Named[]): string {
  const near = nearest(
    phrase,
    things.map(({ title }) => title),
  );
  if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
  const titles = things.slice(0, 12).map(({ title }) => title);
  return titles.length > 0 ? `There are: ${titles.join(', ')}.` : 'There are none yet.';
}

function singular(word: string): string {
  return word.length > 3 ? word.replace(/s$/, '') : word;
}
