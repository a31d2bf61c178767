import type { Condition } from '../../../engine/program/condition/ast.ts';
import { printCondition } from '../../../engine/program/condition/print.ts';
import type { LiveVocabulary, OwnTerm } from '../../vocabulary.ts';
import { ownWords } from '../words/own-words.ts';
import { plainWords } from '../words/plain-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';

export interface TakenDefinitions {
  conditions: { condition: Condition; index: number }[];
  /** Which condition a word was taken for. */
  notes: string[];
}

/**
 * Takes the person's own words out of the text: `big fish`, `not big fish`. To be done first: what they defined means
 * that, whatever it meant before.
 */
export function takeDefinitions(utterance: Utterance, vocabulary: LiveVocabulary): TakenDefinitions {
  const conditions: TakenDefinitions['conditions'] = [];
  const notes: string[] = [];
  for (const definition of saidIn(utterance.text, vocabulary)) {
    const condition = definition.condition();
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
function saidIn(text: string, { definitions = [] }: LiveVocabulary): OwnTerm[] {
  return definitions
    .filter((definition) => {
      const term = termOf(definition);
      return term !== undefined && text.includes(term.replace(/s$/, ''));
    })
    .sort((a, b) => b.term.length - a.term.length);
}

/** As a normalised text has it; undefined where all of it are words of every question. */
export function termOf({ term }: Pick<OwnTerm, 'term'>): string | undefined {
  const words = createUtterance(term)
    .text.replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
  return words.split(' ').every((word) => plainWords.has(word)) ? undefined : words;
}

/** Regex source that finds the word in a normalised text, also in the plural and with `leads` after it. */
function sourceOf(definition: OwnTerm): string {
  return `${termOf(definition)?.replace(/s$/, '')}s?(?: (?:leads?|contacts?|people))?`;
}
