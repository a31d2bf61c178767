import type { Condition } from '../../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../../engine/program/condition/parse.ts';
import { printCondition } from '../../../../engine/program/condition/print.ts';
import { defaultVocabulary } from '../../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../../vocabulary.ts';
import { takeDefinitions } from '../../slots/definitions.ts';
import { type EventSlot, takeEvents } from '../../slots/events.ts';
import { takeFields } from '../../slots/fields.ts';
import { readItem } from '../../slots/item.ts';
import { takeMemberships } from '../../slots/membership.ts';
import { tellingWords } from '../../slots/names.ts';
import { takeSegmentWords } from '../../slots/segment-words.ts';
import { takeWindows } from '../../slots/windows.ts';
import { ownWords } from '../../words/own-words.ts';
import { stem } from '../../words/stems.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { arriving } from './arriving.ts';
import { pointWords } from './point-words.ts';

type Rule = LiveVocabulary['rules'][number];

/** What points are for: a rule in force, or what happens. */
export interface Subject {
  rule?: Rule;
  when?: string;
  event?: EventSlot;
}

export interface Subjects {
  of: Subject[];
  notes: string[];
  left: string[];
}

/** The rule whose title or id stands in the text, in quotation marks or bare. */
export function takeNamedRule(utterance: Utterance, vocabulary: LiveVocabulary): Rule | undefined {
  const { rules } = vocabulary;
  const lower = utterance.quotes.map((quote) => quote.toLowerCase());
  const quoted = rules.find(({ id, title }) => lower.includes(title.toLowerCase()) || lower.includes(id));
  if (quoted) {
    utterance.takeAll(/\bquote\d+\b/);
    return quoted;
  }
  const written = writtenRule(utterance.raw, vocabulary);
  if (written && utterance.take(new RegExp(`\\b${spoken(written)}\\b`))) return written;
  const byId = rules.find(
    (rule) =>
      rule.id.includes('-') &&
      utterance.take(
        new RegExp(
          `\\brules? (?:called |named |for |on |of |about )?(?:the )?${spoken(rule)}(?= ,|$| rule)|\\b${spoken(rule)} (?:scoring )?rule\\b`,
        ),
      ),
  );
  if (byId) return byId;
  const titled = [...rules].sort((a, b) => b.title.length - a.title.length);
  return titled.find(({ title }) => {
    const said = createUtterance(title).text.replace(/^(?:an?|the) /, '');
    return said.includes(' ') && utterance.take(new RegExp(`\\b(?:an?|the)? ?${escaped(said)}\\b`));
  });
}

/** The rule whose id is written as programs write it. */
export function writtenRule(raw: string, { rules }: LiveVocabulary): Rule | undefined {
  const said = raw.toLowerCase();
  return rules.find(
    ({ id }) => id.includes('-') && said.includes(id) && new RegExp(`(?<![\\w-])${id}(?![\\w-])`).test(said),
  );
}

function spoken({ id }: Rule): string {
  return id.replaceAll('-', ' ');
}

/** What is left of the text, read as things that happen, else as the words of one rule alone. */
export function takeSubjects(utterance: Utterance, vocabulary: LiveVocabulary): Subjects {
  const said = utterance
    .free()
    .join(' ')
    .replace(/quote(\d+)/g, (_, n: string) => `"${utterance.quotes[Number(n)]}"`);
  // The addresses of pages stand in what was written.
  const sub = { ...createUtterance(said), raw: utterance.raw };
  const windows = takeWindows(sub, vocabulary.now);
  const defined = takeDefinitions(sub, vocabulary);
  const memberships = takeMemberships(sub, vocabulary);
  const page = sub.take(
    /\b(?:visit(?:s|ed|ing)?|view(?:s|ed|ing)?|look(?:s|ed|ing)? at|sees?|opens?)? ?(?:to |of |on )?(?:an? |the |any )?pages? (?:that (?:is|are) )?(?:under|below|beneath|within|containing|that contains?|with) (?<path>[a-z0-9-]+)\b/,
  )?.groups?.path;
  const events = page === undefined ? takeEvents(sub, vocabulary) : [onPage(page)];
  const segments = takeSegmentWords(sub, vocabulary, 'head');
  const fields = takeFields(sub, vocabulary);
  const left = [...sub.rest(pointWords), ...memberships.unknown];
  const others = [...defined.conditions, ...memberships.conditions, ...segments.conditions, ...fields].map(
    ({ condition }) => condition,
  );
  const notes = [...defined.notes, ...segments.notes];
  const negated = events.some(({ is, count }) => is === '=' && count === 0);
  const days = windows[0] && Math.max(1, Math.round((windows[0].to - windows[0].from) / 86_400_000));
  if (events.length > 0 && left.length === 0 && !negated) {
    const of = events.map((event): Subject => {
      const when = printCondition(arriving(event, others, days), defaultVocabulary);
      const rule = sameRule(when, vocabulary);
      return { when, event, ...(rule && { rule }) };
    });
    return { of, notes, left };
  }
  const rule = ruleOfWords(said, vocabulary);
  if (rule) return { of: [{ rule, when: rule.when }], notes: [], left: [] };
  const ofItem =
    events.length === 1 && !negated ? withItem(events[0] as EventSlot, left, sub, vocabulary) : undefined;
  if (ofItem) {
    const when = printCondition(arriving(ofItem, others, days), defaultVocabulary);
    const before = sameRule(when, vocabulary);
    return { of: [{ when, event: ofItem, ...(before && { rule: before }) }], notes, left: [] };
  }
  const longer = events.length === 0 ? inFullWords(said) : said;
  if (longer !== said) return takeSubjects({ ...createUtterance(longer), raw: utterance.raw }, vocabulary);
  return { of: [], notes: [], left: negated ? [...left, 'not'] : left };
}

/** Things that happen by their short names. */
const shortNames: readonly (readonly [RegExp, string])[] = [
  [
    /\b(attendances?|registrations?|sign ?ups?|research|requests?|bookings?) (?:of|on|at|for|to|in|with|about) (?:an? |the |our |any )?(webinar|competitor|demo|meeting)s?\b/,
    '$2 $1',
  ],
  [/\bdemos?\b(?! (?:requests?|bookings?|page|video))/, 'demo request'],
  [/\b(?:meetings?|calls?)\b(?! (?:schedul\w+|book\w+))/, 'meeting scheduled'],
  [/\bwebinars?\b(?! (?:regist|sign|attend)\w*)/, 'webinar attendance'],
  [/\b(?:the )?(?:roi )?calculator\b(?! us)/, 'roi calculator use'],
  [/\b(?:the )?assessment(?: tool)?\b(?! us)/, 'assessment use'],
  [/\bopens?\b/, 'email open'],
  [/\bclicks?\b/, 'email click'],
  [/\b(?:replies|reply|answers?)\b/, 'email reply'],
  [/\bdownloads?\b/, 'content download'],
  [/\b(?:the )?pricing(?: page)?\b(?! (?:page|visit|view)\w*)/, 'pricing page visit'],
];

function inFullWords(said: string): string {
  return shortNames.reduce((text, [pattern, full]) => text.replace(pattern, full), said);
}

function onPage(path: string): EventSlot {
  return {
    event: 'page_visit',
    where: { op: 'property', property: 'page_url', is: 'contains', value: `/${path}` },
    is: '>=',
    count: 1,
    counted: false,
    ever: false,
    noun: false,
    index: 0,
  };
}

/** `downloads of the vendor checklist`: an item of the library. */
function withItem(event: EventSlot, left: readonly string[], sub: Utterance, vocabulary: LiveVocabulary) {
  if (!/^(?:content_|webinar_)/.test(event.event) || left.length === 0) return undefined;
  const quote = sub.quotes[0];
  const found = readItem(quote ?? left.join(' '), sub.quotes, vocabulary);
  if (!('item' in found) || (quote !== undefined && left.length > 1)) return undefined;
  const where: Condition = { op: 'property', property: 'item', is: '=', value: found.item.id };
  return { ...event, where };
}

/** The rule that says the same, also where one names a segment that the other describes. */
export function sameRule(when: string, vocabulary: LiveVocabulary): Rule | undefined {
  const plain = vocabulary.rules.find((rule) => rule.when === when);
  if (plain) return plain;
  const meant = inFull(when, vocabulary);
  return vocabulary.rules.find((rule) => inFull(rule.when, vocabulary) === meant);
}

function inFull(when: string, vocabulary: LiveVocabulary): string {
  const words = ownWords(vocabulary);
  const opened = (c: Condition): Condition => {
    if (c.op === 'and' || c.op === 'or') return { ...c, of: c.of.map(opened) };
    const segment = c.op === 'segment' && vocabulary.segments.find(({ id }) => id === c.id);
    return segment ? parseCondition(segment.when, words) : c;
  };
  const condition = opened(parseCondition(when, words));
  const parts = condition.op === 'and' ? condition.of : [condition];
  return parts
    .map((part) => printCondition(part, words))
    .sort()
    .join(' AND ');
}

/** The only rule whose title or id has all of the words. */
export function ruleOfWords(said: string, { rules }: LiveVocabulary): Rule | undefined {
  const stems = tellingWords(createUtterance(said).text)
    .filter((word) => !pointWords.has(word))
    .map(stem);
  if (stems.length === 0) return undefined;
  const fitting = rules.filter((rule) => {
    const known = new Set(tellingWords(`${rule.title} ${rule.id}`).map(stem));
    return stems.every((word) => known.has(word));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
