import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { LiveField, LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import type { Utterance } from '../words/utterance.ts';
import type { FieldSlot } from './field-slot.ts';
import { nameOf, waysToSay } from './field-words.ts';
import { takeKnown } from './known-fields.ts';
import { takeNumericFields } from './numeric-fields.ts';
import { takeOwners } from './owners.ts';
import { takeTitles } from './titles.ts';

/** A value in two fields belongs to the first of these. */
const order = [
  'company_size',
  'industry',
  'journey_stage',
  'lifecycle_stage',
  'buyer_role',
  'region',
  'country',
  'source',
];
/** Too many accidental matches: these are named with their field only. */
const namedOnly = new Set(['time_zone', 'language']);
const negation =
  '(?<neg>(?:not|neither|nor)(?: (?:yet|in|from|at|on|an?|the|any|based in|are|is|be|working in))* |non |none of (?:them|these|those) (?:are |in )*|(?:but not|(?:everyone|everybody|anyone|anybody|all) but|except(?:ing)?(?: for)?|apart from|aside from|besides|leaving out|leave out|ignoring|ignore|minus|excluding|excludes?|save for|outside(?: of)?|other than|without)(?: (?:in|from|the|any|all|our|those|anyone|everyone|leads|who|that|are|is))* )';
/** After these a whole list is meant: `except SMB and customers`. */
const listing =
  /\b(?:neither|but|except(?:ing)?|apart|aside|besides|leaving out|leave out|ignoring|ignore|minus|excluding|excludes?|save for|other than|without|outside)\b/;

/** Takes the values of fields out of the text: `enterprise`, `not in healthcare`, `score above 50`. */
export function takeFields(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  return [
    ...takeNumericFields(utterance, vocabulary),
    ...takeNamed(utterance, vocabulary),
    ...takeKnown(utterance, vocabulary),
    ...takeOwners(utterance, vocabulary),
    ...withNegationSpread(takeValues(utterance, vocabulary), utterance.text),
    ...takeTitles(utterance, vocabulary),
    ...takeCodes(utterance, vocabulary),
  ];
}

/** `job title contains director`, `source is referral`. */
function takeNamed(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  for (const field of vocabulary.fields) {
    if (field.type !== 'text') continue;
    const name = nameOf(field);
    const said = `(?<value>quote\\d+|[\\p{L}\\p{N}.@-]+)`;
    const pattern = new RegExp(
      `\\b(?:with |whose )?(?:an? |the )?(?:${name}) (?<is>is not|is|=|equals|contains?|containing|includes?|including|starts with) ${said}`,
      'u',
    );
    for (const m of utterance.takeAll(pattern)) {
      const quoted = /^quote(\d+)$/.exec(m.groups?.value ?? '');
      const text = quoted
        ? (utterance.quotes[Number(quoted[1])] as string)
        : wholeName(asWritten(utterance.raw, m.groups?.value as string), utterance);
      const is = m.groups?.is as string;
      const known = field.values.find((value) => value.toLowerCase() === text.toLowerCase());
      const match = /contain|includ/.test(is)
        ? 'contains'
        : is === 'starts with'
          ? 'starts_with'
          : is === 'is not'
            ? '!='
            : '=';
      slots.push({
        field: field.name,
        negated: is === 'is not',
        index: m.index,
        condition: { op: 'field', field: field.name, is: match, value: known ?? text },
      });
    }
  }
  return slots;
}

/** How each value of a field may be said by itself, over normalised text; longer ways first. */
export const valuePatterns = oncePerVocabulary((vocabulary) =>
  vocabulary.fields
    .filter((field) => !namedOnly.has(field.name))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((field) =>
      field.values.flatMap((value) =>
        waysToSay(field, value).map((source) => ({ field: field.name, value, source })),
      ),
    )
    .sort((a, b) => spokenLength(b.source) - spokenLength(a.source))
    .map(({ field, value, source }) => ({
      field,
      value,
      bare: new RegExp(`\\b(?:${source})\\b`),
      pattern: new RegExp(
        `\\b${negation}?(?:${source})(?: (?:stage|industry|sector|region|space|vertical))?\\b`,
      ),
    })),
);

function takeValues(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  for (const { field, value, bare, pattern } of valuePatterns(vocabulary)) {
    if (!utterance.has(bare)) continue;
    for (const m of utterance.takeAll(pattern)) {
      const negated = m.groups?.neg !== undefined;
      slots.push({
        field,
        value,
        negated,
        lists: listing.test(m.groups?.neg ?? ''),
        index: m.index,
        end: m.index + m[0].length,
        condition: { op: 'field', field, is: negated ? '!=' : '=', value },
      });
    }
  }
  return slots;
}

/** What is joined to a value that was ruled out is ruled out with it: `not in retail or healthcare`. */
function withNegationSpread(slots: readonly FieldSlot[], text: string): FieldSlot[] {
  const spread: FieldSlot[] = [];
  for (const slot of [...slots].sort((a, b) => a.index - b.index)) {
    const before = spread.at(-1);
    const joined =
      before?.negated === true &&
      !slot.negated &&
      (before.lists || before.field === slot.field) &&
      /^(?: ,)* (?:and |or |nor |, )*(?:in |from |the )*$/.test(
        `${text.slice(before.end, slot.index)} `.replace(/ +$/, ' '),
      ) &&
      (before.lists || !/^(?: ,)* *$/.test(text.slice(before.end, slot.index)));
    if (before && joined && slot.value !== undefined) {
      const condition: Condition = { op: 'field', field: slot.field, is: '!=', value: slot.value };
      const of = [...(before.condition.op === 'and' ? before.condition.of : [before.condition]), condition];
      // One with what it is joined to, whether by `and` or by `or`.
      spread[spread.length - 1] = {
        ...before,
        condition: { op: 'and', of },
        ...(slot.end !== undefined && { end: slot.end }),
      };
    } else spread.push(slot);
  }
  return spread;
}

/** Country codes count only as capitals: `US` is a country, `us` is not. */
function takeCodes(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const field = vocabulary.fields.find(({ name }) => name === 'country');
  const codes = field?.values.filter((value) => /^[A-Z]{2}$/.test(value)) ?? [];
  return codes.flatMap((value): FieldSlot[] => {
    if (!new RegExp(`\\b${value}\\b`).test(utterance.raw)) return [];
    const match = utterance.take(
      new RegExp(`(?:\\bcountry (?:code )?(?:is |= |, )?)?\\b${value.toLowerCase()}\\b`),
    );
    if (!match) return [];
    return [
      {
        field: 'country',
        value,
        negated: false,
        index: match.index,
        condition: { op: 'field', field: 'country', is: '=', value },
      },
    ];
  });
}

function rank(field: LiveField): number {
  const place = order.indexOf(field.name);
  return place === -1 ? order.length : place;
}

/** The longest reading first: `decision makers` before `decision`. Optional endings do not count. */
function spokenLength(source: string): number {
  return source.replace(/\(\?:[^)]*\)\?|\?/g, '').length;
}

/** `Head of Finance`: with the words in capitals that follow. */
function wholeName(first: string, utterance: Utterance): string {
  if (!/^\p{Lu}/u.test(first)) return first;
  const more = new RegExp(
    `(?<=\\b${first.replace(/[.]/g, '\\.')})(?: (?:of|and|for))? \\p{Lu}[\\p{L}-]*(?:(?: (?:of|and|for))? \\p{Lu}[\\p{L}-]*)*`,
    'u',
  ).exec(utterance.raw)?.[0];
  const taken = more && utterance.take(new RegExp(more.trim().toLowerCase().replace(/-/g, ' ')));
  return taken ? `${first}${more}` : first;
}

function asWritten(raw: string, lower: string): string {
  const at = raw.toLowerCase().indexOf(lower);
  return at === -1 ? lower : raw.slice(at, at + lower.length);
}
