import type { Utterance } from '../../words/utterance.ts';

const word = '[\\p{L}\\p{N}][\\p{L}\\p{N}-]*';
/** What stands before the name, with what other slots have claimed of it: `for our B2B …`. */
const skipped = '(?:(?:our|my|the|an?|this|that|new|and|or|·+) )*';
/** The name ends where something else begins. */
const stop =
  '(?:with|and|to|for|sold|selling|aimed|targeting|in|whose|where|leads?|prospects?|who|that|which|using|on|at|by|from|via|is|it|they|us|we|i|business|company)\\b';
const end = `(?= ,|$| ·| ${stop})`;
const told = new RegExp(
  `\\b(?:for|of|around|(?:sell|selling|sells|offer)|product(?: is| name)*(?: called)?|it is(?: called)?) ${skipped}(?<product>(?!${stop})${word}(?: ${word}){0,4}?)${end}`,
  'u',
);
const quote =
  /\b(?:for|called|named|product(?: is)?|sell|selling|of)(?: (?:our|my|the|a|product))* quote(?<n>\d+)/;
/** The answer to what it is for, by nothing but the name. */
const alone = new RegExp(`(?<=^|, )${skipped}(?<product>${word}(?: ${word}){0,3})$`, 'u');

/** What is sold, in the writer's own letters. */
export function takeProduct(utterance: Utterance): string | undefined {
  const quoted = utterance.take(quote)?.groups?.n;
  if (quoted !== undefined) return utterance.quotes[Number(quoted)];
  const said = utterance.take(told)?.groups?.product;
  return said === undefined ? undefined : asWritten(said, utterance);
}

/** The same for the last clause alone, where nothing else made anything of it. */
export function takeBareProduct(utterance: Utterance): string | undefined {
  const said = utterance.take(alone)?.groups?.product;
  return said === undefined ? undefined : asWritten(said, utterance);
}

function asWritten(said: string, { raw, mended }: Utterance): string {
  const words = said.split(' ').map((one) => mended.find(({ to }) => to === one)?.from ?? one);
  const pattern = words.map((one) => one.replace(/[^\p{L}\p{N}]/gu, '.')).join('[\\s-]+');
  // The normalised text has no hyphens: “CRM add-on”.
  return new RegExp(`${pattern}(?:-[\\p{L}\\p{N}]+)*`, 'iu').exec(raw)?.[0] ?? words.join(' ');
}
