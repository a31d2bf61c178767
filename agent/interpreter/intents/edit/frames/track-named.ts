import type { LiveVocabulary, NamedTrack } from '../../../../vocabulary.ts';
import { tellingWords } from '../../../slots/names.ts';
import { oncePerVocabulary } from '../../../words/once.ts';

/** Where a text names a track, and which it may be. */
export interface TrackSpan {
  /** As it stands in the text, with what belongs to the name. */
  said: string;
  tracks: readonly NamedTrack[];
}

const kinds = new Set('track tracks sequence campaign nurture flow drip journey programme series'.split(' '));
const inside = new Set(['lead', 'leads', 'the']);
const articles = new Set(['the', 'our', 'my', 'that', 'this']);
const small = new Set(
  'of on or in to for from and the at as by is it if up off out do so no not we me us go'.split(' '),
);
const placing = new Set(
  'of in on from for to into onto within inside off at enter join leave exit'.split(' '),
);
/** With one of these behind it a word of a title says something else. */
const others =
  /^(?:leads?|contacts?|prospects?|people|folks|customers|stages?|segments?|triggers?|rules?|experiments?|tests?|makers?|accounts?|companies|businesses|buyers?|page|pages|visits?|visitors?|case|guide|scores?|scoring|request|requests|demo|meeting|won|deals?|request|points?)$/;
const short: Readonly<Record<string, string>> = {
  ent: 'enterprise',
  edu: 'education',
  consult: 'consultation',
};
const enough = 1.5;

const named = oncePerVocabulary(({ tracks }: LiveVocabulary) =>
  tracks.map((track) => ({
    track,
    words: [...new Set([...tellingWords(track.title), ...tellingWords(track.id)])],
    full: new Set(tellingWords(track.title)).size,
  })),
);

/** The track that is named anywhere in a text, by as much of its title as tells it; several where that fits them. */
export function trackNamedIn(text: string, vocabulary: LiveVocabulary): TrackSpan | undefined {
  const tokens = text.split(' ');
  let best: { score: number; from: number; to: number; tracks: NamedTrack[] } | undefined;
  for (const { track, words, full } of named(vocabulary)) {
    for (let from = 0; from < tokens.length; from += 1) {
      if (!isOne(tokens[from], words)) continue;
      let to = from;
      const matched = new Set<string>();
      for (let at = from; at < tokens.length; at += 1) {
        const word = isOne(tokens[at], words) ?? begunOf(tokens[at], matched, words);
        if (word) {
          matched.add(word);
          to = at + 1;
        } else if (!inside.has(tokens[at] ?? '')) break;
      }
      const kind = kinds.has(tokens[to] ?? '');
      const next = tokens[kind ? to + 1 : to] ?? '';
      const before = articles.has(tokens[from - 1] ?? '') ? from - 2 : from - 1;
      const complete = matched.size >= full;
      const score =
        matched.size +
        (complete ? 1.5 : 0) +
        (kind ? 1.5 : 0) +
        (placing.has(tokens[before] ?? '') ? 0.5 : 0) +
        (from <= 1 && next === ',' ? 1 : 0) -
        (others.test(next) && !kind ? (complete && matched.size > 1 ? 1 : 3) : 0);
      if (score < enough || (best && score < best.score)) continue;
      const end = kind ? to + 1 : to;
      if (best && score === best.score && best.from === from) best.tracks.push(track);
      else if (!best || score > best.score) best = { score, from, to: end, tracks: [track] };
    }
  }
  if (!best) return undefined;
  const from = articles.has(tokens[best.from - 1] ?? '') ? best.from - 1 : best.from;
  return { said: tokens.slice(from, best.to).join(' '), tracks: best.tracks };
}

/** `enterprise cold lead ed`: after other words of the title its next may be cut short. */
function begunOf(
  token: string | undefined,
  matched: ReadonlySet<string>,
  words: readonly string[],
): string | undefined {
  if (token === undefined || matched.size < 2 || !/^[a-z]{2,4}$/.test(token) || small.has(token))
    return undefined;
  return words.find((word) => word.startsWith(token) && !matched.has(word));
}

function isOne(token: string | undefined, words: readonly string[]): string | undefined {
  if (token === undefined || token.length < 2) return undefined;
  const meant = short[token] ?? token;
  return words.find(
    (word) => word === meant || `${word}s` === meant || (meant.length >= 5 && word.startsWith(meant)),
  );
}
