import type { LiveVocabulary } from '../../vocabulary.ts';

/**
 * What is made of a company's words, made once for as long as they are the same: patterns over all of them are slow to
 * compile. It sees neither the instant nor what the person means by words of their own, which other turns do not share.
 */
export function oncePerVocabulary<T>(
  make: (vocabulary: LiveVocabulary) => T,
): (vocabulary: LiveVocabulary) => T {
  const made = new WeakMap<object, { value: T }>();
  return (vocabulary) => {
    const key = vocabulary.company ?? vocabulary;
    const known = made.get(key);
    if (known) return known.value;
    const { definitions: _, ...shared } = vocabulary;
    const value = make({ ...shared, now: Number.NaN });
    made.set(key, { value });
    return value;
  };
}
