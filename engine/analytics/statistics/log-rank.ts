import { chiSquareP } from './distributions.ts';
import { timesOf, type Waited } from './survival.ts';

export interface LogRank {
  chiSquare: number;
  /** That the two curves differ by chance alone. */
  p: number;
  /** Done in `a`, and how many would have been expected if both were alike: more done means faster. */
  done: number;
  expected: number;
}

/**
 * Whether two groups wait equally long, with those who wait still. Null when nobody is done in either.
 * Mantel (1966), Evaluation of survival data and two new rank order statistics, Cancer Chemotherapy Reports 50.
 */
export function logRank(a: readonly Waited[], b: readonly Waited[]): LogRank | null {
  const [ofA, ofB] = [byTime(a), byTime(b)];
  const times = [...new Set([...ofA.keys(), ...ofB.keys()])].toSorted((x, y) => x - y);
  let [atRiskA, atRiskB] = [sizeOf(ofA), sizeOf(ofB)];
  let [done, expected, variance] = [0, 0, 0];
  for (const time of times) {
    const [rowA, rowB] = [ofA.get(time), ofB.get(time)];
    const doneNow = (rowA?.done ?? 0) + (rowB?.done ?? 0);
    const atRisk = atRiskA + atRiskB;
    done += rowA?.done ?? 0;
    expected += (doneNow * atRiskA) / atRisk;
    if (atRisk > 1)
      variance += (doneNow * atRiskA * atRiskB * (atRisk - doneNow)) / (atRisk ** 2 * (atRisk - 1));
    atRiskA -= (rowA?.done ?? 0) + (rowA?.waiting ?? 0);
    atRiskB -= (rowB?.done ?? 0) + (rowB?.waiting ?? 0);
  }
  if (variance === 0) return null;
  const chiSquare = (done - expected) ** 2 / variance;
  return { chiSquare, p: chiSquareP(chiSquare, 1), done, expected };
}

function byTime(waited: readonly Waited[]): Map<number, Waited> {
  return new Map(timesOf(waited).map((row) => [row.time, row]));
}

function sizeOf(rows: ReadonlyMap<number, Waited>): number {
  return [...rows.values()].reduce((sum, { done, waiting }) => sum + done + waiting, 0);
}
