import { createUtterance, type Utterance } from '../../words/utterance.ts';

const word = '[\\p{L}\\p{N}][\\p{L}\\p{N}-]*';
/** What stands before the name, with what other slots have claimed of it: `for our B2B …`. */
const skipped = '(?:(?:our|my|the|an?|this|that|new|and|or|·+) )*';
/** The name ends where something else begins. */
const stop =
  '(?:with|and|to|for|sold|selling|aimed|targeting|in|whose|where|leads?|prospects?|who|that|which|using|on|at|by|from|via|is|it|they|us|we|i|business|company)\\b';
const end = `(?= ,|$| ·| ${stop})`;
const told = new RegExp(
  `\\b(?:for|of|around|4(?= (?:our|my|the|an?)\\b)|we (?:make|offer|run|build|have)|sells?|selling|product(?: is| name)*(?: called)?|it is(?: called)?) ${skipped}(?<product>(?!${stop})${word}(?: ${word}){0,4}?)${end}`,
  'u',
);
const quote =
  /\b(?:for|called|named|product(?: is)?|sell|selling|of)(?: (?:our|my|the|a|product))* quote(?<n>\d+)/;
const alone = new RegExp(
  `(?<=^|, )(?:it is (?:for )?)?${skipped}(?<product>(?!${stop})${word}(?: ${word}){0,3}?)${end}`,
  'u',
);

const things =
  '(?:software|apps?|application|tools?|toolkit|platform|suite|solution|service|services|planner|tracker|scanner|assistant|portal|marketplace|plugin|add on|checkout|device|devices|course|courses|insurance|subscription box|crm|erp|api|dashboard|calculator|editor|product line)';
const kinds =
  '(?:b2 b|b2 c|d2 c|enterprise|smb|freemium|saas|subscription|mobile|cloud|new|whole|small|digital)';
const phrase = new RegExp(
  `(?<=(?:^|, |· |\\b(?:our|my|the|an?|this|for|of|is|sell|sells|selling|sold|make|offer|launching|around|${kinds}) ))(?<product>(?:(?!(?:${stop})|${kinds}\\b|our\\b|my\\b|the\\b|an?\\b|nurtur|lead\\b|build\\b|set\\b|new\\b|need\\b)${word} ){0,3}${things})\\b(?! (?:cycle|sales))`,
  'u',
);

/** What is sold by the word for such things: `HR onboarding software`, though its words say other things elsewhere. */
export function takeThing(utterance: Utterance): string | undefined {
  const said = utterance.take(phrase)?.groups?.product;
  return said === undefined ? undefined : asWritten(said, utterance);
}

const proper =
  /\b(?:launch(?:ing|ed)?|introduc(?:e|ing)|called|named|is|for|around|of|sell|selling|offer(?:ing)?|product[:=]?|about)\s+(?<name>\p{Lu}\p{Ll}[\p{L}\d]*(?: \p{Lu}\p{Ll}[\p{L}\d]*)?)/gu;

/** What the product is called, where it has a name of its own. */
export function takeName(utterance: Utterance, isKnown: (word: string) => boolean): string | undefined {
  for (const { groups } of utterance.raw.matchAll(proper)) {
    const name = groups?.name ?? '';
    if (name === '' || name.split(' ').some((one) => isKnown(one.toLowerCase()))) continue;
    const { text } = createUtterance(name);
    if (utterance.take(new RegExp(`\\b${text}\\b`, 'u'))) return name;
  }
  return undefined;
}

/** What is sold, in the writer's own letters. */
export function takeProduct(utterance: Utterance): string | undefined {
  const quoted = utterance.take(quote)?.groups?.n;
  if (quoted !== undefined) return utterance.quotes[Number(quoted)];
  const said = utterance.take(told)?.groups?.product;
  return said === undefined ? undefined : asWritten(said, utterance);
}

/** The same from a clause of its own, where nothing else made anything of it and it is no filling alone. */
export function takeBareProduct(utterance: Utterance, filling: ReadonlySet<string>): string | undefined {
  for (let match = utterance.take(alone); match; match = utterance.take(alone)) {
    const said = match.groups?.product as string;
    if (said.split(' ').some((one) => !filling.has(one))) return asWritten(said, utterance);
  }
  return undefined;
}

const label = (name: string) =>
  new RegExp(`(?:^|[\\n,;:.-])\\s*${name}\\s*[:=]\\s*(?<value>(?:[^\\n,;.]|\\.(?=\\S)){1,60})`, 'iu');

/** What a brief in lines says of the product and the business: `Product: Ledger Desk`. */
export function takeLabelled(utterance: Utterance): { product?: string; business?: string } {
  const take = (name: string) => {
    const value = label(name).exec(utterance.raw)?.groups?.value?.trim().replace(/\.$/, '');
    if (value === undefined || value === '') return undefined;
    const { text } = createUtterance(value);
    const said = new RegExp(
      `\\b${name} [,=] ${text
        .split(' ')
        .map(() => '\\S+')
        .join(' ')}(?= |$)`,
    ).exec(utterance.text);
    if (!said) return undefined;
    utterance.take(new RegExp(escaped(said[0])));
    return value;
  };
  const product = take('product');
  const business = take('business');
  return { ...(product !== undefined && { product }), ...(business !== undefined && { business }) };
}

function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, '\\$&');
}

function asWritten(said: string, { raw, mended }: Utterance): string {
  const words = said.split(' ').map((one) => mended.find(({ to }) => to === one)?.from ?? one);
  const pattern = words.map((one) => one.replace(/[^\p{L}\p{N}]/gu, '.')).join('[\\s-]+');
  // The normalised text has no hyphens: “CRM add-on”.
  return new RegExp(`${pattern}(?:-[\\p{L}\\p{N}]+)*`, 'iu').exec(raw)?.[0] ?? words.join(' ');
}
