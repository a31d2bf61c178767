import { withNumbers } from './written-numbers.ts';

/** What a person said, made easy to match: lower case, single spaces, contractions written out. */
export interface Utterance {
  /** As written. */
  readonly raw: string;
  /** The whole normalised text. */
  readonly text: string;
  /** Quoted strings as written, without the quotes; in the text they are the words `quote0`, `quote1`, … */
  readonly quotes: readonly string[];
  /** Words that were mended, as written and as understood. */
  readonly mended: readonly { from: string; to: string }[];
  has(pattern: RegExp): boolean;
  /** The first match in what nothing has claimed yet; the matched words are claimed. */
  take(pattern: RegExp): RegExpExecArray | undefined;
  /** Every such match, left to right. */
  takeAll(pattern: RegExp): RegExpExecArray[];
  /** The words that nothing has claimed and that `ignored` does not know, as the person wrote them. */
  rest(ignored: ReadonlySet<string>): string[];
  /** The words that nothing has claimed, as they are matched. */
  free(): string[];
  /** A copy with nothing claimed. */
  fresh(): Utterance;
}

const claimed = '\u00b7';

const contractions: readonly (readonly [RegExp, string])[] = [
  [/\b(did|do|does|have|has|had|is|are|was|were|would|should|could)n'?t\b/g, '$1 not'],
  [/\bcan'?t\b/g, 'can not'],
  [/\bwon'?t\b/g, 'will not'],
  [/\b(what|who|how|that|it|there|where)'s\b/g, '$1 is'],
  [/\b(some|any|every)1\b/g, '$1one'],
  [/\b(i|we|you|they|he|she|who|it)'d\b/g, '$1 would'],
  [/\b([a-z]+)'ll\b/g, '$1 will'],
  [/\bi'm\b/g, 'i am'],
  [/\b(we|you|they)'re\b/g, '$1 are'],
  [/\b(i|we|you|they|who)'ve\b/g, '$1 have'],
  [/\blet'?s\b/g, 'let us'],
  [/'s\b/g, ''],
];

/** Normalises a text; `mend` may replace a word by the one that was meant. */
export function createUtterance(raw: string, mend: (word: string) => string = (word) => word): Utterance {
  const quotes: string[] = [];
  const withoutQuotes = raw.replace(
    /["“”]([^"“”]{1,200})["“”]/g,
    (_, quoted: string) => ` quote${quotes.push(quoted.trim()) - 1} `,
  );
  let text = withoutQuotes.normalize('NFKC').toLowerCase().replace(/[’‘`]/g, "'");
  for (const [pattern, plain] of contractions) text = text.replace(pattern, plain);
  text = withNumbers(text)
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/(\d)([a-z])/g, '$1 $2')
    .replace(/([a-z])-(?=[a-z\d])|(\d)-(?=[a-z])/g, '$1$2 ')
    .replace(
      /[>≥]\s*=?|[<≤]\s*=?|[=+%]/g,
      (sign) => ` ${sign.replace('≥', '>=').replace('≤', '<=').replace(/\s/g, '')} `,
    )
    .replace(/[,;:!?]|\.(?!\d)/g, ' , ')
    .replace(/[^\p{L}\p{N}<>=+%,.\- ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const mended: { from: string; to: string }[] = [];
  text = text
    .split(' ')
    .map((word) => {
      const meant = /^[a-z]+$/.test(word) && !/^quote\d/.test(word) ? mend(word) : word;
      if (meant !== word) mended.push({ from: word, to: meant });
      return meant;
    })
    .join(' ');
  return over(raw, text, quotes, mended);
}

const firsts = new WeakMap<RegExp, RegExp>();

/** The same pattern from the beginning on, made once: a global one remembers where it was. */
function firstOf(pattern: RegExp): RegExp {
  if (!pattern.global) return pattern;
  const known = firsts.get(pattern);
  if (known) return known;
  const first = new RegExp(pattern.source, pattern.flags.replace('g', ''));
  firsts.set(pattern, first);
  return first;
}

function over(raw: string, text: string, quotes: readonly string[], mended: Utterance['mended']): Utterance {
  let left = text;
  const claim = (match: RegExpExecArray) => {
    left =
      left.slice(0, match.index) +
      match[0].replace(/\S/g, claimed) +
      left.slice(match.index + match[0].length);
  };
  const take = (pattern: RegExp) => {
    const match = firstOf(pattern).exec(left);
    if (!match || match[0].trim() === '') return undefined;
    claim(match);
    return match;
  };
  return {
    raw,
    text,
    quotes,
    mended,
    has: (pattern) => pattern.test(text),
    take,
    takeAll: (pattern) => {
      const matches: RegExpExecArray[] = [];
      for (let match = take(pattern); match; match = take(pattern)) matches.push(match);
      return matches;
    },
    rest: (ignored) =>
      left
        .split(' ')
        .filter((word) => /[\p{L}\p{N}]/u.test(word) && !word.includes(claimed) && !ignored.has(word))
        .map(
          (word) =>
            mended.find(({ to }) => to === word)?.from ??
            (/^quote\d+$/.test(word) ? `“${quotes[Number(word.slice(5))]}”` : word),
        ),
    free: () => left.split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word) && !word.includes(claimed)),
    fresh: () => over(raw, text, quotes, mended),
  };
}
