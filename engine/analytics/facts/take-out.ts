import type { Tx } from '../../../db/connection.ts';
import { holdFacts } from './sql/state.ts';
import { takeOutFacts } from './sql/take-out-facts.ts';

export { forgetDimensions } from './sql/take-out-facts.ts';

/**
 * Takes everything out that facts and cubes say of these leads, which are about to go. Waits for a rollup under way and
 * keeps others away until the transaction ends, so that none writes down what it has read before.
 */
export async function takeOut(tx: Tx, ids: readonly string[]): Promise<void> {
  await holdFacts(tx);
  await takeOutFacts(tx, ids);
}
