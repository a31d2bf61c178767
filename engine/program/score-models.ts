import type { Vocabulary } from './condition/ast.ts';
import { experimentFields } from './experiment-fields.ts';
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

type Worded = Pick<Program, 'scoring' | 'experiments' | 'policies'>;

const vocabularies = new WeakMap<Worded, Vocabulary>();

/**
 * What the conditions of this program may name: the words out of the box, the scores of its own models and the arms of
 * its experiments.
 */
export function vocabularyOf(program: Worded): Vocabulary {
  const own = Object.keys(program.scoring.models ?? {}).filter((id) => id !== ENGAGEMENT && id !== FIT);
  const arms = experimentFields(program);
  if (own.length + Object.keys(arms).length === 0) return defaultVocabulary;
  const known = vocabularies.get(program);
  if (known !== undefined) return known;
  const scores = own.sort().map((id) => [scoreField(id), { type: 'number', owner: 'engine' }] as const);
  const vocabulary: Vocabulary = {
    fields: { ...arms, ...Object.fromEntries(scores), ...defaultVocabulary.fields },
    events: defaultVocabulary.events,
  };
  vocabularies.set(program, vocabulary);
  return vocabulary;
}
