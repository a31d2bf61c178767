import { numberOf, numberSource } from './numbers.ts';

const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');
const numbered = new RegExp(`\\b(?:e?mails?|message|number|no) (?:number |no |no , )?(${numberSource})\\b`);
const ordinal = new RegExp(`\\b(${ordinals.join('|')}) (?:e?mail|message|one)\\b`);

/** `email 3`, `the third email`: which of the emails of a track is meant. */
export function emailNumberIn(text: string): number | undefined {
  const number = numbered.exec(text)?.[1];
  if (number !== undefined) return numberOf(number);
  const place = ordinals.indexOf(ordinal.exec(text)?.[1] ?? '');
  return place < 0 ? undefined : place + 1;
}
