import { TrellisError } from '../../../db/errors.ts';
import type { Condition } from '../../../engine/program/condition/ast.ts';
import { readCondition } from '../../../tools/support/conditions.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { ownWords } from '../words/own-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';

/** Condition text has one of these, and words of people rarely do. */
const speaking =
  /[a-z]_[a-z]|[<>=]|\bIN \(|\b(?:CONTAINS|IN SEGMENT|IN LIST|ON TRACK|FINISHED TRACK|IS UNKNOWN|IS KNOWN)\b/;
const begins =
  /(?<![\w"'])(?:NOT\s+)?\(*(?:[a-z]+(?:_[a-z]+)*\b|IN (?:SEGMENT|LIST)|EVER ON|ON TRACK|FINISHED)/g;
const mostCharacters = 1000;

/**
 * Takes condition text out of a message, as developers paste it: the longest part that reads as a condition.
 * `event`: an event is arriving where it is evaluated.
 */
export function takePasted(
  utterance: Utterance,
  vocabulary: LiveVocabulary,
  event = false,
): { condition: Condition; index: number } | undefined {
  const { raw } = utterance;
  if (!speaking.test(raw) || raw.length > mostCharacters) return undefined;
  const names = ownWords(vocabulary);
  const known = new Set([...Object.keys(names.fields), ...Object.keys(names.events)]);
  for (const { index, 0: first } of raw.matchAll(begins)) {
    const name = first.replace(/^(?:NOT\s+)?\(*/, '');
    const counted = [...known].some(
      (one) => name === one || name.replace(/s$/, '') === one || /_/.test(name),
    );
    if (!counted && !/^[A-Z]/.test(name)) continue;
    const found = longest(raw.slice(index), (text) => readCondition(text, { event, vocabulary: names }));
    const match =
      found && speaking.test(found.text)
        ? utterance.take(patternOf(found.text, utterance.mended))
        : undefined;
    if (found && match) return { condition: found.condition, index: match.index };
  }
  return undefined;
}

/** From the whole of a text down to its shortest beginning that can be read. */
function longest(
  text: string,
  read: (text: string) => Condition,
): { text: string; condition: Condition } | undefined {
  const ends = [...text.matchAll(/(?<=[\w")])(?=[\s,.;!?`]|$)/g)].map(({ index }) => index).reverse();
  for (const end of ends) {
    const part = text.slice(0, end);
    try {
      return { text: part, condition: read(part) };
    } catch (error) {
      if (!(error instanceof TrellisError)) throw error;
    }
  }
  return undefined;
}

/** The part as the utterance has it: normalised, its quotes numbered as in the whole. */
function patternOf(part: string, mended: Utterance['mended']): RegExp {
  const text = createUtterance(part)
    .text.split(' ')
    .map((word) => mended.find(({ from }) => from === word)?.to ?? word)
    .join(' ')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/quote\d+/g, 'quote\\d+');
  return new RegExp(`(?:\\b(?:where|with|whose|when|whenever|for|if) )?${text}`);
}
