import type { Condition } from '../../../engine/program/condition/ast.ts';
import { conditionText } from '../../../tools/support/conditions.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance } from '../words/utterance.ts';
import { takeDescription } from './condition.ts';
import { takePasted } from './pasted.ts';

export interface Who {
  /** Canonical condition text; absent where the words describe nobody. */
  when?: string;
  condition?: Condition;
  /** Words that mean nothing here. */
  left: string[];
  notes: string[];
  /** A name for it, from what it names first: an event, or a value. */
  name: string;
}

const others = new Set(
  'if unless tomorrow today maybe perhaps whether although day days week weeks month months year years time times'.split(
    ' ',
  ),
);
const words: ReadonlySet<string> = new Set([
  ...[...plainWords].filter((word) => !others.has(word)),
  ...'stage stages industry sector buyer buyers users segment score scored become becomes became reach reached reaches only'.split(
    ' ',
  ),
]);

/** What a part of a request says about leads: in words, or as condition text. `quotes` are those of the request. */
export function readWho(said: string, quotes: readonly string[], vocabulary: LiveVocabulary): Who {
  const text = spelledOut(said).replace(/\bquote(\d+)\b/g, (_, n: string) => `"${quotes[Number(n)]}"`);
  const utterance = createUtterance(text);
  const { condition, unknown, notes, events, fields } = takeDescription(utterance, vocabulary);
  const left = [...utterance.rest(words), ...unknown];
  const name = events[0]?.event ?? fields.find(({ value }) => value !== undefined)?.value ?? 'condition';
  return {
    ...(condition && { condition, when: conditionText(condition) }),
    left,
    notes: notes.filter((note) => note.startsWith('I took')),
    name: name.replaceAll('_', '-'),
  };
}

/** Things that happen by their short names, as they are said of goals and exits: `a meeting or a demo`. */
function spelledOut(said: string): string {
  const short: readonly (readonly [RegExp, string])[] = [
    [
      /\b(?:an? |the )?meetings?\b(?! (?:(?:is|are|was|were|gets|has been|have been|been) )?(?:scheduled|booked|bookings?|arranged))(?<!(?:booked|scheduled|had|have|having|book) (?:an? |the )?meetings?)/g,
      'meeting scheduled',
    ],
    [
      /\b(?:an? |the )?demos?(?= or | and |$| ,)(?<!(?:requested|booked|request|want) (?:an? |the )?demos?)/g,
      'demo request',
    ],
    [/\b(?:an? |any )repl(?:y|ies)\b/g, 'email reply'],
    [/\b(?:an? |any )click\b/g, 'email click'],
    [/\b(?:an? |any )download\b/g, 'content download'],
    [/\b(?:an? |the )(?:deal|purchase|sale)(?= or | and |$| ,)/g, 'deal won'],
  ];
  return short.reduce((text, [pattern, full]) => text.replace(pattern, full), said);
}

/** Condition text that stands in a request as it is written: in backticks, after a colon, or at its end. */
export function pastedCondition(raw: string, vocabulary: LiveVocabulary, event: boolean): string | undefined {
  const found = takePasted(createUtterance(raw), vocabulary, event);
  return found && conditionText(found.condition);
}
