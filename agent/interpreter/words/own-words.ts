import type { Vocabulary } from '../../../engine/program/condition/ast.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { LiveVocabulary } from '../../vocabulary.ts';

/** What conditions of the program in force may name, its own scores and arms among them. */
export function ownWords({ fields }: Pick<LiveVocabulary, 'fields'>): Vocabulary {
  const own = fields.map(({ name, type, owner }) => [name, { type, owner }] as const);
  return {
    fields: { ...Object.fromEntries(own), ...defaultVocabulary.fields },
    events: defaultVocabulary.events,
  };
}
