import { isSpelled } from './spelling.ts';
import { stem } from './stem.ts';
import { wordsOf } from './words.ts';

const stopWords: ReadonlySet<string> = new Set(
  (
    'a about after all also am an and any are as at be been before being but by can could did do does for from get had has ' +
    'have he her here him his how i if in into is it its just may me might more most must my no nor not of on one only or ' +
    'other our out over own s she should so some such t than that the their them then there these they this those to too ' +
    'up us very was we were what when where which while who whom why will with would you your'
  ).split(' '),
);

const isStopWord = (word: string) => stopWords.has(word);

/**
 * From a document's text to index terms: English without its commonest words and by word stems, other languages by their
 * word forms as they stand. Stored: changing what it gives means building the index again.
 */
export function termsOf(text: string, language = 'en'): string[] {
  const english = isEnglish(language);
  return wordsOf(text, isStopWord)
    .filter((word) => !english || !isStopWord(word.text))
    .map((word) => (english ? stem(word.text) : word.text));
}

/** A word that is looked for. */
export interface QueryTerm {
  /** The index terms it may stand as: by its stem in English documents, as it is in others. */
  readonly terms: readonly string[];
  /** The term to compare with others in search of a spelling; undefined for numbers, short words and pieces. */
  readonly spelled: string | undefined;
}

/** The words of a query, without the commonest English ones; the language is not known, so both forms are looked for. */
export function queryTerms(words: string): QueryTerm[] {
  return wordsOf(words, isStopWord)
    .filter((word) => !isStopWord(word.text))
    .map((word) => ({
      terms: [...new Set([stem(word.text), word.text])],
      spelled: !word.derived && isSpelled(word.text) ? stem(word.text) : undefined,
    }));
}

function isEnglish(language: string): boolean {
  return language === 'en' || language.startsWith('en-');
}
