import type { Condition } from '../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../engine/program/condition/print.ts';
import type { Definition } from '../../memories/definition.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';
import { ownWords } from '../words/own-words.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';

/** Reads a description of leads, `takeDescription`: what a definition means is such a description. */
type Describe = (
  utterance: Utterance,
  vocabulary: LiveVocabulary,
) => { condition?: Condition; asOf?: number; unknown: readonly string[] };

/**
 * The condition that a definition stands for; undefined where it is not wholly understood, holds for one period only, or
 * would give a word of every question another meaning.
 */
export function readDefinition(
  definition: Definition,
  vocabulary: LiveVocabulary,
  describe: Describe,
): Condition | undefined {
  if (termOf(definition) === undefined) return undefined;
  const utterance = createUtterance(definition.meaning);
  const { condition, unknown, asOf } = describe(utterance, vocabulary);
  const understood = asOf === undefined && unknown.length === 0 && utterance.rest(plainWords).length === 0;
  return understood ? condition : undefined;
}

/**
 * Takes the person's own words out of the text: `big fish`, `not big fish`. A definition may use the others, but never
 * itself.
 */
export function takeDefinitions(utterance: Utterance, vocabulary: LiveVocabulary, describe: Describe) {
  const conditions: { condition: Condition; index: number }[] = [];
  const notes: string[] = [];
  for (const definition of saidIn(utterance.text, vocabulary)) {
    const definitions = vocabulary.definitions?.filter((other) => other !== definition) ?? [];
    const condition = readDefinition(definition, { ...vocabulary, definitions }, describe);
    if (!condition) continue;
    const matches = utterance.takeAll(new RegExp(`\\b(?<not>not |non )?${sourceOf(definition)}\\b`));
    for (const { index, groups } of matches)
      conditions.push({
        index,
        condition: groups?.not === undefined ? condition : { op: 'not', of: condition },
      });
    if (matches.length > 0) {
      const said = printCondition(condition, ownWords(vocabulary));
      notes.push(`By “${termOf(definition)}” I took what you told me to remember: ${said}.`);
    }
  }
  return { conditions, notes };
}

/** The text with `leads` for every word that the person has defined: it is leads that they ask for. */
export function withTermsAsLeads(text: string, vocabulary: LiveVocabulary): string {
  return saidIn(text, vocabulary).reduce(
    (said, definition) => said.replace(new RegExp(`\\b${sourceOf(definition)}\\b`, 'g'), 'leads'),
    text,
  );
}

/** The definitions whose word the text has, the longest first. */
function saidIn(text: string, { definitions = [] }: LiveVocabulary): Definition[] {
  return definitions
    .filter((definition) => {
      const term = termOf(definition);
      return term !== undefined && text.includes(term.replace(/s$/, ''));
    })
    .sort((a, b) => b.term.length - a.term.length);
}

/** As a normalised text has it; undefined where all of it are words of every question. */
function termOf({ term }: Definition): string | undefined {
  const words = createUtterance(term)
    .text.replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
  return words.split(' ').every((word) => plainWords.has(word)) ? undefined : words;
}

/** Regex source that finds the word in a normalised text, also in the plural and with `leads` after it. */
function sourceOf(definition: Definition): string {
  return `${termOf(definition)?.replace(/s$/, '')}s?(?: (?:leads?|contacts?|people))?`;
}
