import type { Condition } from '../../../engine/program/condition/ast.ts';
import type { Definition } from '../../memories/definition.ts';
import type { LiveVocabulary, OwnTerm } from '../../vocabulary.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance } from '../words/utterance.ts';
import { takeDescription } from './condition.ts';
import { termOf } from './definitions.ts';

/** The words of a person's definitions, each read when it is first said. One may use the others, none itself. */
export function ownTerms(definitions: readonly Definition[], vocabulary: LiveVocabulary): OwnTerm[] {
  return definitions.map((definition) => {
    let read: { condition: Condition | undefined } | undefined;
    const condition = () => {
      const others = definitions.filter((other) => other !== definition);
      const words = { ...vocabulary, definitions: ownTerms(others, vocabulary) };
      read ??= { condition: conditionOf(definition, words) };
      return read.condition;
    };
    return { term: definition.term, condition };
  });
}

/**
 * The condition that a definition stands for; undefined where it is not wholly understood, holds for one period only, or
 * would give a word of every question another meaning.
 */
function conditionOf(definition: Definition, vocabulary: LiveVocabulary): Condition | undefined {
  if (termOf(definition) === undefined) return undefined;
  const utterance = createUtterance(definition.meaning);
  const { condition, unknown, asOf } = takeDescription(utterance, vocabulary);
  const understood = asOf === undefined && unknown.length === 0 && utterance.rest(plainWords).length === 0;
  return understood ? condition : undefined;
}
