import { readings } from '../../../engine/analytics/periods/readings.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { eventPatterns } from '../slots/events.ts';
import { valuePatterns } from '../slots/fields.ts';
import { resolveTrack } from '../slots/names.ts';
import { numberSource } from '../slots/numbers.ts';

/** A part of a text that says one thing of a kind, and may be exchanged for another of its kind. */
export interface Phrase {
  /** `value:industry`, `duration`, `track`, … */
  kind: string;
  /** As written. */
  text: string;
  start: number;
  end: number;
}

const n = `(?:${numberSource})`;
const ordinals = 'first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last';
const unit = '(?:minute|hour|day|week|month|quarter|year)s?';
const someTrack = /\b(?:the |our )?(?<name>(?:[a-z0-9]+ ){1,5}?)(?:tracks?|sequence|campaign|nurture|one)\b/;

/** Read in this order: what is read is not read again as a part of something else. */
const plain: readonly (readonly [string, RegExp])[] = [
  ['goal', /\buntil (?:they|a lead|leads?|the lead|someone|somebody) .+$/],
  ['quote', /["“][^"“”]{1,200}["”]/],
  ['lead', /(?:\bas )?[^\s<>"“”,;:()]+@[^\s<>"“”,;:()?!]+\.[a-z]{2,}/],
  ['lead', /\b[0-9a-f]{8}(?:.[0-9a-f]{4}){3}.[0-9a-f]{12}\b/],
  [
    'email',
    new RegExp(
      `\\b(?:the )?(?:e ?mail|message) (?:number |no\\.? |#)?${n}\\b|\\b(?:the )?(?:${ordinals}) (?:e ?mail|message)\\b`,
    ),
  ],
  [
    'bound',
    new RegExp(
      `\\bbetween ${n} and ${n}\\b|(?:\\b(?:more than|less than|fewer than|at least|at most|over|above|under|below)|[<>]=?) ?(?:\\d{1,3}(?:,\\d{3})+|${n})(?! ?(?:days?|weeks?|months?|hours?|times|%))\\b`,
    ),
  ],
  ['clock', /\b\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|o'?clock)\b|\b\d{1,2}:\d\d\b/],
  ['version', /\b(?:version|v) ?\d+\b/],
  ['day', new RegExp(`\\bday ${n}\\b`)],
  ['emails', new RegExp(`\\b${n} e ?mails\\b`)],
  [
    'rhythm',
    new RegExp(
      `\\b(?:every (?:${n} |other |second )?${unit}|weekly|daily|biweekly|fortnightly|(?:once|twice) a week)\\b`,
    ),
  ],
  ['points', new RegExp(`(?:[+] ?)?\\b${n} ?(?:points?|pts?)\\b`)],
  [
    'behaviour',
    /\b(?:if |assuming )?(?:she|he|they|it|the lead) (?:opens?|clicks?|reads?|ignores?)(?: on)? (?:nothing|everything|all(?: of (?:it|them))?|none(?: of (?:it|them))?|no e ?mails?|every e ?mail|them all)\b/,
  ],
  ['percent', new RegExp(`\\b${n} ?(?:%|per ?cent\\b)`)],
];
const durations = new RegExp(`\\b(?:${n}|an?) ?${unit}\\b`);
const late: readonly (readonly [string, RegExp])[] = [
  [
    'breakdown',
    /\b(?:by|per) (?:industry|country|region|stage|role|company size|size|segment|source|channel)\b/,
  ],
  [
    'content',
    /\b(?:case studies|case study|white ?papers?|guides?|reports?|checklists?|templates?|podcasts?|infographics?|blog posts?)\b/,
  ],
  ['page', /\b(?:the )?[a-z-]+ page\b/],
  ['cycle', /\b(?:short|medium|long|complex|committee(?: based)?)\b(?: (?:sales|buying))?(?: cycle)?/],
  ['number', new RegExp(`\\b${n}\\b`)],
];
/** A capital at the beginning of a message makes no name of these. */
const name =
  /\b(?!(?:And|Or|But|What|How|Only|Just|Same|Also|No|Not|For|With|In|On|Then|Now|Please|Actually|Sorry|I)\b)\p{Lu}[\p{L}'’]+(?: \p{Lu}[\p{L}'’-]+)*/u;

/** What a text names, in its order; `withNames`: capitalised words that are nothing else are leads. */
export function phrasesOf(raw: string, vocabulary: LiveVocabulary, withNames: boolean): Phrase[] {
  // As long as what was written, so that places are the same in both.
  let light = raw
    .toLowerCase()
    .replace(/(?<=\p{L}|\d)-(?=\p{L}|\d)|[’`]/gu, (sign) => (sign === '-' ? ' ' : "'"));
  if (light.length !== raw.length) return [];
  const found: Phrase[] = [];
  const claim = (kind: string, start: number, length: number) => {
    found.push({ kind, text: raw.slice(start, start + length), start, end: start + length });
    light = light.slice(0, start) + '\0'.repeat(length) + light.slice(start + length);
  };
  const takeAll = (kind: string, pattern: RegExp) => {
    for (let match = pattern.exec(light); match && match[0].trim() !== ''; match = pattern.exec(light))
      claim(kind, match.index, match[0].length);
  };
  for (const [kind, pattern] of plain.slice(0, 4)) takeAll(kind, pattern);
  for (const { title } of vocabulary.tracks)
    takeAll('track', new RegExp(`\\b(?:the )?${literal(title)}(?: (?:track|sequence|campaign))?\\b`));
  takeTracks();
  for (const [kind, pattern] of plain.slice(4)) takeAll(kind, pattern);
  for (const [pattern] of readings) takeAll('period', pattern);
  takeAll('duration', durations);
  for (const { patterns } of eventPatterns(vocabulary))
    for (const pattern of patterns) takeAll('event', pattern);
  for (const { field, pattern } of valuePatterns(vocabulary)) takeAll(`value:${field}`, pattern);
  for (const { title } of vocabulary.segments)
    takeAll('segment', new RegExp(`\\b(?:the )?${literal(title)}(?: segment)?\\b`));
  for (const [kind, pattern] of late) takeAll(kind, pattern);
  if (withNames) takeNames();
  return found.sort((a, b) => a.start - b.start);

  /** `the enterprise decision track`: where its words name one in force. */
  function takeTracks() {
    let from = 0;
    for (let match = someTrack.exec(light); match; match = someTrack.exec(light.slice(from))) {
      const start = from + match.index;
      const resolved = resolveTrack(match.groups?.name ?? '', vocabulary.tracks);
      const whole = resolved && match[0].startsWith('the ');
      if (whole) claim('track', start, match[0].length);
      from = start + match[0].length;
    }
  }

  function takeNames() {
    let from = 1;
    for (let match = name.exec(raw.slice(from)); match; match = name.exec(raw.slice(from))) {
      const start = from + match.index;
      const free = !light.slice(start, start + match[0].length).includes('\0');
      if (free) claim('lead', start, match[0].length);
      from = start + match[0].length;
    }
  }
}

function literal(title: string): string {
  return title
    .toLowerCase()
    .replace(/-/g, ' ')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
