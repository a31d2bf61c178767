import type { Condition, Vocabulary } from '../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../engine/program/condition/parse.ts';
import type { LiveVocabulary, NamedSegment } from '../../vocabulary.ts';
import { oncePerVocabulary } from '../words/once.ts';
import { ownWords } from '../words/own-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { takeEvents } from './events.ts';

export interface SegmentWords {
  conditions: { condition: Condition; index: number }[];
  /** Which segment a word was taken for. */
  notes: string[];
}

/**
 * Words that the program itself defines by a segment: `engaged` is the segment “Engaged in the last 30 days”, `sales
 * qualified` the one of that title. `part` title: whole titles, to be taken before periods are; head: titles without
 * their period. Segments that are one value of a field, or that a phrase for an event says, are left to those words.
 */
export function takeSegmentWords(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
  part: 'title' | 'head',
): SegmentWords {
  const found: SegmentWords = { conditions: [], notes: [] };
  for (const { segment, said, pattern } of segmentPatterns(vocabulary)[part]) {
    for (const match of utterance.takeAll(pattern)) {
      const condition: Condition = { op: 'segment', id: segment.id };
      const negated = match.groups?.not !== undefined;
      found.conditions.push({
        index: match.index,
        condition: negated ? { op: 'not', of: condition } : condition,
      });
      if (match.groups?.named === undefined)
        found.notes.push(`I took “${said}” for the segment “${segment.title}” (${segment.when}).`);
    }
  }
  return found;
}

const segmentPatterns = oncePerVocabulary((vocabulary) => {
  const words = ownWords(vocabulary);
  const segments = vocabulary.segments.filter(
    (segment) => !isOneValue(segment, words) && !isEvent(segment, vocabulary),
  );
  const saidAs = (wordsOf: (title: string) => string) =>
    segments
      .map((segment) => ({ segment, said: wordsOf(segment.title) }))
      .filter(({ said }) => said.length >= 4)
      .sort((a, b) => b.said.length - a.said.length)
      .map(({ segment, said }) => ({
        segment,
        said,
        pattern: new RegExp(
          `\\b(?<not>not (?:in (?:the )?)?|non |un)?(?<!segment )${said.replace(/[^\p{L}\p{N} ]/gu, '')}\\b(?! threshold)(?<named> segment)?`,
        ),
      }));
  return { title: saidAs(plain), head: saidAs(headOf) };
});

function plain(title: string): string {
  return createUtterance(title).text;
}

/** `engaged` of “Engaged in the last 30 days”. */
function headOf(title: string): string {
  return plain(title).replace(/ (?:in|for|since|over|during|within|at) .*$/, '');
}

function isOneValue({ when }: NamedSegment, words: Vocabulary): boolean {
  const condition = parseCondition(when, words);
  return condition.op === 'field' && condition.is === '=';
}

function isEvent({ title }: NamedSegment, vocabulary: LiveVocabulary): boolean {
  return takeEvents(createUtterance(headOf(title)), vocabulary).length > 0;
}
