import type { Vocabulary } from './condition/ast.ts';
import type { Program } from './schema.ts';
import { defaultVocabulary } from './vocabulary.ts';

/** The model of what a lead does, where nothing else is said. */
export const ENGAGEMENT = 'engagement';
/** The model of what a lead is. */
export const FIT = 'fit';

type Scored = { readonly scoring: Pick<Program['scoring'], 'models'> };

/** Every score model of the program, sorted. `engagement` and `fit` exist without being named. */
export function modelsOf({ scoring }: Scored): string[] {
  return [...new Set([ENGAGEMENT, FIT, ...Object.keys(scoring.models ?? {})])].sort();
}

/** The name under which conditions speak of a model's score: `product-interest` is `product_interest_score`. */
export function scoreField(model: string): string {
  return `${model.replaceAll('-', '_')}_score`;
}

/** The model whose score a field is: the inverse of `scoreField`. Says nothing of whether there is such a model. */
export function modelOfField(field: string): string {
  return field.slice(0, -'_score'.length).replaceAll('_', '-');
}

const vocabularies = new WeakMap<Scored['scoring'], Vocabulary>();

/** What the conditions of this program may name: the words out of the box and the scores of its own models. */
export function vocabularyOf({ scoring }: Scored): Vocabulary {
  const own = Object.keys(scoring.models ?? {}).filter((id) => id !== ENGAGEMENT && id !== FIT);
  if (own.length === 0) return defaultVocabulary;
  const known = vocabularies.get(scoring);
  if (known !== undefined) return known;
  const scores = own.sort().map((id) => [scoreField(id), { type: 'number', owner: 'engine' }] as const);
  const vocabulary: Vocabulary = {
    fields: { ...Object.fromEntries(scores), ...defaultVocabulary.fields },
    events: defaultVocabulary.events,
  };
  vocabularies.set(scoring, vocabulary);
  return vocabulary;
}
