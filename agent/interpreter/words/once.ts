import type { LiveVocabulary } from '../../vocabulary.ts';

/** What is made of a vocabulary, made once for all steps of a turn: patterns over all its words are slow to compile. */
export function oncePerVocabulary<T>(
  make: (vocabulary: LiveVocabulary) => T,
): (vocabulary: LiveVocabulary) => T {
  const made = new WeakMap<LiveVocabulary, { value: T }>();
  return (vocabulary) => {
    const known = made.get(vocabulary);
    if (known) return known.value;
    const value = make(vocabulary);
    made.set(vocabulary, { value });
    return value;
  };
}
