/** A word without its ending: `downloaded`, `downloading` and `downloads` are one. */
export function stem(word: string): string {
  if (word.length < 5) return word.replace(/(?<=[a-z]{3})s$/, '');
  return word
    .replace(/(?:ies|ied|ying)$/, 'y')
    .replace(/(?:tions?|ted|ting)$/, 't')
    .replace(/(?:ings?|ed|es|s)$/, '')
    .replace(/e$/, '')
    .replace(/(?<=(.))\1$/, '');
}
