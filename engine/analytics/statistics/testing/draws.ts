/** Draws that are the same in every run of a test. */
export interface Draws {
  /** [0, 1). */
  uniform(): number;
  /** How many of `trials` succeed. */
  binomial(trials: number, p: number): number;
}

/** mulberry32. */
export function createDraws(seed: number): Draws {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
  return {
    uniform,
    // From success to success: as many draws as there are successes, not as there are trials.
    binomial(trials, p) {
      if (p <= 0) return 0;
      if (p > 0.5) return trials - this.binomial(trials, 1 - p);
      let successes = -1;
      for (let at = 0; at <= trials; successes++)
        at += 1 + Math.floor(Math.log1p(-uniform()) / Math.log1p(-p));
      return successes;
    },
  };
}
