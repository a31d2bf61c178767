import { bareWords } from './plain.ts';

const quoted = /“([^“”]+)[”“]|„([^“”„]+)[“”]|«([^«»]+)»|(?<![\p{L}\p{N}])"([^"]+)"(?![\p{L}\p{N}])/gu;

/** Quoted strings of a sentence that no passage of the evidence has; one word alone is a name rather than a quotation. */
export function strayQuotes(sentence: string, evidence: readonly string[]): string[] {
  const passages = evidence.map((text) => ` ${bareWords(text)} `);
  return [...sentence.matchAll(quoted)]
    .map((match) => match.slice(1).find((part) => part !== undefined) as string)
    .filter((said) => bareWords(said).includes(' '))
    .filter((said) => !passages.some((passage) => occurs(said, passage)));
}

/** In this order, with anything where the quotation leaves something out. */
function occurs(said: string, passage: string): boolean {
  let from = 0;
  for (const part of said.split(/…|\.\.\.|\[[^\]]*\]/)) {
    const words = bareWords(part);
    if (words === '') continue;
    const at = passage.indexOf(` ${words} `, from);
    if (at === -1) return false;
    from = at + words.length;
  }
  return true;
}
