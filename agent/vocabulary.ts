import type { Services } from '../tools/services.ts';
import { type CompanyVocabulary, companyVocabulary } from './company-vocabulary.ts';
import type { Definition } from './memories/definition.ts';

export type * from './company-vocabulary.ts';

/** Every word that a request may be about. */
export interface LiveVocabulary extends CompanyVocabulary {
  /** Milliseconds since the epoch. */
  now: number;
  changeUrl: (id: string) => string;
  /** The same object from turn to turn for as long as the company has the same words. */
  company?: CompanyVocabulary;
  /** What the person who asks means by words of their own. */
  definitions?: readonly Definition[];
}

/** The vocabulary of a turn; the company's words as `companyVocabulary` has them. */
export async function liveVocabulary(services: Services, now: number): Promise<LiveVocabulary> {
  const company = await companyVocabulary(services, now);
  return { ...company, company, now, changeUrl: services.changeUrl };
}
