import type { Tokens } from './prices.ts';

/** What one step took; fields that the provider did not tell are absent. */
export interface Spent extends Partial<Tokens> {
  /** Milliseconds. */
  ms: number;
}

/** Ends a reservation by what was really taken; nothing when the model was not reached. Once; later calls do nothing. */
export type Settle = (spent: Spent | 'nothing') => Promise<void>;

/** Watches what one turn takes of language models. */
export interface Meter {
  /**
   * Sets aside what a step may take at most. Throws `budget.*`, an error for every scope and resource, where there is
   * no room for it.
   */
  reserve(model: string, atMost: { input: number; output: number }): Promise<Settle>;
}

/** The budgets of an installation: makes a meter for a turn. */
export type MeterFor = (use: { personId?: string | undefined; purpose: string }) => Meter;
