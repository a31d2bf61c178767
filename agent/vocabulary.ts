import type { Condition } from '../engine/program/condition/ast.ts';
import type { Services } from '../tools/services.ts';
import { type CompanyVocabulary, companyVocabulary } from './company-vocabulary.ts';

export type * from './company-vocabulary.ts';

/** A word that a person has defined. */
export interface OwnTerm {
  /** As said. */
  term: string;
  /** What it stands for; undefined where that was not understood. */
  condition(): Condition | undefined;
}

/** Every word that a request may be about. */
export interface LiveVocabulary extends CompanyVocabulary {
  /** Milliseconds since the epoch. */
  now: number;
  changeUrl: (id: string) => string;
  /** The same object from turn to turn for as long as the company has the same words. */
  company?: CompanyVocabulary;
  /** Words of their own of the person who asks. */
  definitions?: readonly OwnTerm[];
}

/** The vocabulary of a turn; the company's words as `companyVocabulary` has them. */
export async function liveVocabulary(services: Services, now: number): Promise<LiveVocabulary> {
  const company = await companyVocabulary(services, now);
  return { ...company, company, now, changeUrl: services.changeUrl };
}
