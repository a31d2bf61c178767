import type { Condition } from '../engine/program/condition/ast.ts';
import type { Services } from '../tools/services.ts';
import { type CompanyVocabulary, companyVocabulary, type Named } from './company-vocabulary.ts';

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
  /** Changes that wait for approval, newest first. */
  openChanges?: readonly (Named & { author: string })[];
  /** Words of their own of the person who asks. */
  definitions?: readonly OwnTerm[];
}

/** Older ones are asked for by their ids. */
const mostOpen = 20;

/** The vocabulary of a turn; the company's words as `companyVocabulary` has them. */
export async function liveVocabulary(services: Services, now: number): Promise<LiveVocabulary> {
  const company = await companyVocabulary(services, now);
  const open = await services.changes.list({ status: 'proposed', limit: mostOpen });
  const openChanges = open.map(({ id, title, author }) => ({ id, title, author: author.name }));
  return { ...company, company, now, openChanges, changeUrl: services.changeUrl };
}
