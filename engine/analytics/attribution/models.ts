/** Who gets the credit for what was won, by rules that are as old as they are arbitrary: none of them shows a cause. */
export const attributionModels = ['first', 'last', 'linear', 'time-decay', 'u-shape'] as const;
export type AttributionModel = (typeof attributionModels)[number];

/** After so long a touch counts half, by time decay. */
export const halfLifeDays = 7;
/** To the first touch and as much to the last, by the U-shape; those between share the rest. */
const endShare = 0.4;

/**
 * Shares `total`, an integer, out among touches by a model. `ages`: how long before the end each was (ms), oldest
 * first. Gives integers in the same order whose sum is `total` to the unit; [] where there is no touch.
 */
export function creditsOf(model: AttributionModel, ages: readonly number[], total: number): number[] {
  return shareOut(weightsOf(model, ages), total);
}

function weightsOf(model: AttributionModel, ages: readonly number[]): number[] {
  const last = ages.length - 1;
  switch (model) {
    case 'first':
      return ages.map((_, n) => (n === 0 ? 1 : 0));
    case 'last':
      return ages.map((_, n) => (n === last ? 1 : 0));
    case 'linear':
      return ages.map(() => 1);
    case 'time-decay':
      // From the youngest on, so that many old touches do not all come to nothing.
      return ages.map((age) => 2 ** (((ages[last] as number) - age) / (halfLifeDays * 86_400_000)));
    case 'u-shape':
      if (last < 2) return ages.map(() => 1);
      return ages.map((_, n) => (n === 0 || n === last ? endShare : (1 - 2 * endShare) / (last - 1)));
  }
}

/**
 * By the largest remainder (Hamilton's method): each gets the whole part of its share, and what is left goes, one by
 * one, to those that lost most by that; of equals to the earlier.
 */
function shareOut(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (weight / sum) * total);
  const shares = exact.map((share) => Math.floor(share));
  let left = total - shares.reduce((all, share) => all + share, 0);
  const places = exact
    .map((share, place) => ({ place, lost: share - Math.floor(share) }))
    .sort((a, b) => b.lost - a.lost || a.place - b.place);
  for (const { place } of places) {
    if (left <= 0) break;
    shares[place] = (shares[place] as number) + 1;
    left -= 1;
  }
  // Floating point may round a share up past what there is to give.
  for (let place = 0; left < 0; place = (place + 1) % shares.length) {
    if ((shares[place] as number) === 0) continue;
    shares[place] = (shares[place] as number) - 1;
    left += 1;
  }
  return shares;
}
