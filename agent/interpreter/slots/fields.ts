import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { LiveField, LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import type { Utterance } from '../words/utterance.ts';
import { fieldNames, waysToSay } from './field-words.ts';
import { comparisonOf, comparisonSource, numberOf, numberSource, suffixSource } from './numbers.ts';

/** A value of a field that a request names, or rules out. */
export interface FieldSlot {
  field: string;
  condition: Condition;
  /** For a plain value: it, so that several of one field can be joined. */
  value?: string;
  negated: boolean;
  /** Where it stood in the text. */
  index: number;
}

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
  '(?:not (?:in |from |at )?|non |except(?: for)? (?:in |the )?|excluding |outside(?: of)? |other than |without )';

/** Takes the values of fields out of the text: `enterprise`, `not in healthcare`, `score above 50`. */
export function takeFields(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  return [
    ...takeNumbers(utterance, vocabulary),
    ...takeNamed(utterance, vocabulary),
    ...takeValues(utterance, vocabulary),
    ...takeCodes(utterance, vocabulary),
  ];
}

function takeNumbers(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  const number = `(?<n>${numberSource})`;
  const subjects = [
    {
      field: 'lead_score',
      before: '(?:with )?(?:a )?(?:lead )?scor(?:es?|ed|ing)(?: (?:is|are|of))?',
      after: '(?:score )?points?',
    },
    { field: 'employees', before: 'employees|head ?count', after: 'employees|people|staff' },
  ];
  for (const { field, before, after } of subjects) {
    if (!vocabulary.fields.some(({ name }) => name === field)) continue;
    const push = (index: number, is: '=' | '<' | '<=' | '>' | '>=' | '!=', value: number) =>
      slots.push({ field, negated: false, index, condition: { op: 'field', field, is, value } });
    for (const m of utterance.takeAll(
      new RegExp(`\\b(?:${before}) between (${numberSource}) and (${numberSource})\\b`),
    )) {
      push(m.index, '>=', numberOf(m[1] as string));
      push(m.index, '<=', numberOf(m[2] as string));
    }
    const patterns = [
      `\\b(?:${before}) (?:(?<cmp>${comparisonSource}) )?${number}(?: ?(?<suffix>${suffixSource})(?= |$))?`,
      `(?<![\\w])(?:with |having |have |has )?(?:(?<cmp>${comparisonSource}) )${number} (?:${after})\\b`,
      `\\b(?:with |having |have |has )?${number} ?(?<suffix>${suffixSource}) (?:${after})\\b`,
    ];
    for (const pattern of patterns) {
      for (const m of utterance.takeAll(new RegExp(pattern))) {
        push(
          m.index,
          comparisonOf(m.groups?.cmp, m.groups?.suffix, field === 'lead_score' ? '>=' : '='),
          numberOf(m.groups?.n as string),
        );
      }
    }
  }
  return slots;
}

/** `job title contains director`, `source is referral`. */
function takeNamed(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  for (const field of vocabulary.fields) {
    if (field.type !== 'text') continue;
    const name = fieldNames[field.name] ?? field.name.replaceAll('_', ' ');
    const said = `(?<value>quote\\d+|[\\p{L}\\p{N}.@-]+)`;
    const pattern = new RegExp(
      `\\b(?:with |whose )?(?:an? |the )?(?:${name}) (?<is>is not|is|=|equals|contains?|containing|includes?|including|starts with) ${said}`,
      'u',
    );
    for (const m of utterance.takeAll(pattern)) {
      const quoted = /^quote(\d+)$/.exec(m.groups?.value ?? '');
      const text = quoted
        ? (utterance.quotes[Number(quoted[1])] as string)
        : asWritten(utterance.raw, m.groups?.value as string);
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
      pattern: new RegExp(`\\b(?<neg>${negation})?(?:${source})(?: (?:stage|industry|sector|region))?\\b`),
    })),
);

function takeValues(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const slots: FieldSlot[] = [];
  for (const { field, value, pattern } of valuePatterns(vocabulary)) {
    for (const m of utterance.takeAll(pattern)) {
      const negated = m.groups?.neg !== undefined;
      slots.push({
        field,
        value,
        negated,
        index: m.index,
        condition: { op: 'field', field, is: negated ? '!=' : '=', value },
      });
    }
  }
  return slots;
}

/** Country codes count only as capitals: `US` is a country, `us` is not. */
function takeCodes(utterance: Utterance, vocabulary: LiveVocabulary): FieldSlot[] {
  const field = vocabulary.fields.find(({ name }) => name === 'country');
  const codes = field?.values.filter((value) => /^[A-Z]{2}$/.test(value)) ?? [];
  return codes.flatMap((value): FieldSlot[] => {
    if (!new RegExp(`\\b${value}\\b`).test(utterance.raw)) return [];
    const match = utterance.take(new RegExp(`\\b${value.toLowerCase()}\\b`));
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

function asWritten(raw: string, lower: string): string {
  const at = raw.toLowerCase().indexOf(lower);
  return at === -1 ? lower : raw.slice(at, at + lower.length);
}
