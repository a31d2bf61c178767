/**
 * Up to ten words of which none is one of these (regex source), as few as will do; regex source. Each word is matched in
 * one way alone, so a long message costs no more than its length.
 */
export function phraseSource(without: string): string {
  const word = `(?!(?:${without})\\b)[a-z0-9]+`;
  return `${word}(?: ${word}){0,9}?`;
}
