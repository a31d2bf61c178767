import type { Comparison, Condition } from '../../../engine/program/condition/ast.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import { plainWords } from '../words/plain-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { type EventPhrase, eventPhrases } from './event-phrases.ts';
import { readItem } from './item.ts';
import { comparisonOf, comparisonSource, numberOf, numberSource, suffixSource } from './numbers.ts';
import { visitsByPath } from './page-paths.ts';

/** Something that happened, or did not, as a request names it. */
export interface EventSlot {
  event: string;
  /** On the properties of the event. */
  where?: Condition;
  is: Comparison;
  count: number;
  /** `2 to 4 opens`: not more than these. */
  atMost?: number;
  /** The request said how often. */
  counted: boolean;
  /** It said never or ever: no period of another part of the request is meant. */
  ever: boolean;
  /** Said as a thing: `demo requests`, not `requested a demo`. */
  noun: boolean;
  /** Where it stood in the text. */
  index: number;
}

const negation =
  '(?<neg>(?:did not|do not|does not|have not|has not|had not|never|no|not|without|zero|none|failed to)(?: (?:yet|ever|even|once|any|a|an|have|been))*)';
const counting = `(?:between )?(?:${numberSource})(?: (?:to|and) | ?- ?)(?:${numberSource})(?! (?:more|less))|(?:(?:${comparisonSource}) )?(?:${numberSource}|twice)(?: (?:${suffixSource}))?`;
const times = `(?: (?<times>(?:(?:${comparisonSource}) )?(?:${numberSource})(?: ?(?:${suffixSource}))? ?(?:times|x)(?: (?:${suffixSource}))?|(?:at least )?(?:once|twice)|more than once|repeatedly|several times|multiple times))?`;

/** Takes every event phrase out of the text, in the order of the text. */
export function takeEvents(utterance: Utterance, vocabulary: LiveVocabulary): EventSlot[] {
  const found: EventSlot[] = takeVisitsByPath(utterance, vocabulary);
  for (const { phrase, patterns } of eventPatterns(vocabulary)) {
    for (const [place, pattern] of patterns.entries()) {
      const noun = place < phrase.nouns.length;
      for (const match of utterance.takeAll(pattern))
        found.push({ ...slotOf(phrase, match, vocabulary), noun });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** `hit /docs/api at least 3 times`, `visits to /docs/api`. */
function takeVisitsByPath(utterance: Utterance, vocabulary: LiveVocabulary): EventSlot[] {
  return visitsByPath(utterance, vocabulary).flatMap(({ page, verb, nouns }) =>
    [verb, ...nouns].flatMap((source, place) =>
      utterance
        .takeAll(
          new RegExp(
            `\\b(?:${negation} )?(?:(?<count>${counting}) )?${source}${place === 0 ? times : ''}(?![a-z])`,
          ),
        )
        .map((match): EventSlot => {
          const { neg, count, times: often } = match.groups ?? {};
          const counted = count ?? often?.trim();
          const times = neg === undefined ? howOften(counted) : none(neg, counted);
          return {
            event: 'page_visit',
            ...times,
            counted: counted !== undefined,
            ever: /\b(?:n?ever)\b/.test(match[0]),
            noun: place > 0,
            index: match.index,
            where: { op: 'property', property: 'page_url', is: 'contains', value: page },
          };
        }),
    ),
  );
}

/** Whatever else happens goes by its name: `session start`, `meeting no show`. */
const namedPhrases: readonly EventPhrase[] = Object.keys(defaultVocabulary.events)
  .filter((event) => event.includes('_'))
  .map((event) => ({ event, verbs: [], nouns: [`${event.replaceAll('_', ' ')}s?`] }));

/** How each thing that happens may be said, over normalised text. */
export const eventPatterns = oncePerVocabulary((vocabulary) =>
  [...eventPhrases, ...namedPhrases].map((phrase) => ({ phrase, patterns: patternsOf(phrase, vocabulary) })),
);

function patternsOf(phrase: EventPhrase, vocabulary: LiveVocabulary): RegExp[] {
  const fill = (source: string, count: string) =>
    source
      .replace('{count}', count)
      .replace(
        '{kind}',
        `(?<kind>${kindWords(vocabulary)
          .map(([word]) => `${word}s?`)
          .join('|')}|case studies)`,
      )
      .replace(
        '{kind}',
        `(?:${kindWords(vocabulary)
          .map(([word]) => `${word}s?`)
          .join('|')})`,
      )
      .replace('{topic}', `(?<topic>${words(vocabulary.topics).join('|') || 'no topic'})`);
  return [
    ...phrase.nouns.map(
      (source) =>
        new RegExp(`\\b(?:${negation} )?(?:(?<count>${counting}) )?${fill(source, counting)}\\b(?![a-z])`),
    ),
    ...phrase.verbs.map(
      (source) =>
        new RegExp(`\\b(?:${negation} )?${fill(source, `(?<count>${counting})`)}\\b${times}(?![a-z])`),
    ),
  ];
}

function slotOf(
  phrase: EventPhrase,
  match: RegExpExecArray,
  vocabulary: LiveVocabulary,
): Omit<EventSlot, 'noun'> {
  const groups = match.groups ?? {};
  const counted = groups.count ?? groups.times?.trim();
  const range = groups.neg ? undefined : rangeOf(counted);
  const nothing = /\bnothing$/.test(match[0]);
  const { is, count, atMost } =
    range ??
    (nothing || groups.neg
      ? { ...none(groups.neg, counted), atMost: undefined }
      : { ...howOften(counted), atMost: undefined });
  const where = itemIn(phrase, match[0], groups, vocabulary) ?? whereOf(phrase, groups, vocabulary);
  return {
    event: phrase.event,
    is,
    count,
    ...(atMost !== undefined && { atMost }),
    counted: counted !== undefined,
    ever: /\b(?:n?ever)\b/.test(match[0]),
    index: match.index,
    ...(where && { where }),
  };
}

/** `downloads the vendor evaluation checklist`: the one item that all of the words name. */
function itemIn(
  { event }: EventPhrase,
  said: string,
  { topic, kind }: Record<string, string | undefined>,
  vocabulary: LiveVocabulary,
): Condition | undefined {
  if (event !== 'content_download' || (topic === undefined && kind === undefined)) return undefined;
  const named = /\b(?:the|our) (?<words>[a-z0-9]+(?: [a-z0-9]+)+)$/.exec(said)?.groups?.words;
  const found = named === undefined ? undefined : readItem(named, [], vocabulary);
  return found && 'item' in found
    ? { op: 'property', property: 'item', is: '=', value: found.item.id }
    : undefined;
}

/** `did not open`: never. `did not open more than 3`: at most 3. */
function none(neg: string | undefined, counted: string | undefined): { is: Comparison; count: number } {
  if (!neg || counted === undefined) return { is: '=', count: 0 };
  const { is, count } = howOften(counted);
  const opposite: Partial<Record<Comparison, Comparison>> = {
    '>=': '<',
    '>': '<=',
    '<': '>=',
    '<=': '>',
    '=': '!=',
  };
  return { is: opposite[is] ?? is, count };
}

function rangeOf(text: string | undefined): { is: Comparison; count: number; atMost: number } | undefined {
  const match = new RegExp(`^(?:between )?(${numberSource})(?: (?:to|and) | ?- ?)(${numberSource})`).exec(
    text ?? '',
  );
  return match
    ? { is: '>=', count: numberOf(match[1] as string), atMost: numberOf(match[2] as string) }
    : undefined;
}

function howOften(text: string | undefined): { is: Comparison; count: number } {
  if (text === undefined) return { is: '>=', count: 1 };
  if (/more than once|repeatedly|multiple times/.test(text)) return { is: '>=', count: 2 };
  if (/several times/.test(text)) return { is: '>=', count: 3 };
  if (/once/.test(text)) return { is: '>=', count: 1 };
  const number = new RegExp(`\\b(${numberSource}|twice)\\b`).exec(text)?.[1] ?? '1';
  const prefix = new RegExp(`^(?:${comparisonSource})`).exec(text)?.[0];
  const suffix = new RegExp(`(?:${suffixSource})(?= |$)`).exec(text)?.[0];
  const count = number === 'twice' ? 2 : numberOf(number);
  // `with 0 email opens` is none of them, not any number.
  return { is: comparisonOf(prefix, suffix, count === 0 ? '=' : '>='), count };
}

function whereOf(
  phrase: EventPhrase,
  groups: Record<string, string | undefined>,
  vocabulary: LiveVocabulary,
): Condition | undefined {
  const conditions: Condition[] = [];
  const equal = (property: string, value: string | boolean) =>
    conditions.push({ op: 'property', property, is: '=', value });
  const page = significant(groups.page);
  if (page) conditions.push({ op: 'property', property: 'page_url', is: 'contains', value: page });
  const kind = kindOf(groups.kind, vocabulary);
  if (kind) equal('content_type', kind);
  const topic = vocabulary.topics.find((known) => known.replaceAll('-', ' ') === groups.topic);
  if (topic) equal('topic', topic);
  const tool = groups.tool?.replace(/ tool$/, '');
  if (tool && !/^tools?$/.test(tool))
    equal('tool', tool === 'calculator' ? 'roi-calculator' : tool.replaceAll(' ', '-'));
  const objected = (groups.objected ?? groups.objected2)?.replace(/^pric(?:es|ing)$/, 'price');
  if (objected) equal('topic', objected);
  const form = significant(groups.form);
  if (form) equal('form_type', form.replaceAll('-', '_'));
  for (const [property, value] of Object.entries(phrase.fixed ?? {})) equal(property, value);
  if (conditions.length === 0) return undefined;
  return conditions.length === 1 ? conditions[0] : { op: 'and', of: conditions };
}

/** The words that say something, joined as in an address: `demo-request`. */
function significant(text: string | undefined): string | undefined {
  const kept = text
    ?.split(' ')
    .filter((word) => !plainWords.has(word) && !/^(web|site|website|page|count)$/.test(word));
  return kept && kept.length > 0 ? kept.join('-') : undefined;
}

const kindSynonyms: readonly (readonly [string, string])[] = [
  ['white ?paper', 'report'],
  ['e ?book', 'guide'],
  ['blog post', 'blog'],
  ['calculator', 'roi-calculator'],
  ['video', 'demo-video'],
  ['success storie', 'case-study'],
  ['success story', 'case-study'],
];

function kindWords(vocabulary: LiveVocabulary): (readonly [string, string])[] {
  const kinds = vocabulary.kinds
    .filter((kind) => kind !== 'email')
    .map((kind) => [kind.replaceAll('-', ' '), kind] as const);
  return [...kinds, ...kindSynonyms.filter(([, kind]) => vocabulary.kinds.includes(kind))].sort(
    (a, b) => b[0].length - a[0].length,
  );
}

/** The content kind that a phrase names: `case studies` is `case-study`. */
export function kindOf(text: string | undefined, vocabulary: LiveVocabulary): string | undefined {
  if (text === undefined) return undefined;
  if (/^case stud/.test(text)) return vocabulary.kinds.find((kind) => kind === 'case-study');
  return kindWords(vocabulary).find(([word]) => new RegExp(`^${word}s?$`).test(text))?.[1];
}

function words(values: readonly string[]): string[] {
  return values.map((value) => value.replaceAll('-', ' ')).sort((a, b) => b.length - a.length);
}
