import { normalBelow, normalQuantile, twoSided, usualConfidence } from './distributions.ts';

/** What a test of two shares is to find. */
export interface Design {
  /** Of the control, 0-1. */
  rate: number;
  /** By how much the other arm is to differ, in shares: 0.02 is two points; negative for less. */
  effect: number;
  /** Two-sided. */
  confidence?: number;
}

/** How often a true effect is to be found. */
export const usualPower = 0.8;

/**
 * Leads that each arm needs to find the effect with the given power; infinite without an effect.
 * Fleiss, Levin and Paik (2003), Statistical methods for rates and proportions, 3rd ed., formula 4.14 (no continuity
 * correction), as R's power.prop.test.
 */
export function sampleSizePerArm(design: Design, power = usualPower): number {
  const { effect, spread, spreadOfNone } = parts(design);
  if (effect === 0) return Number.POSITIVE_INFINITY;
  const z = twoSided(design.confidence ?? usualConfidence);
  return Math.ceil(((z * spreadOfNone + normalQuantile(power) * spread) / effect) ** 2);
}

/** How often so many leads an arm find the effect, 0-1; by the same formula. */
export function powerOf(design: Design, perArm: number): number {
  const { effect, spread, spreadOfNone } = parts(design);
  const z = twoSided(design.confidence ?? usualConfidence);
  return normalBelow((Math.sqrt(perArm) * effect - z * spreadOfNone) / spread);
}

/** The smallest rise that so many leads an arm find with the given power, in shares; null when not even the greatest. */
export function smallestEffect(
  rate: number,
  perArm: number,
  { power = usualPower, confidence = usualConfidence }: { power?: number; confidence?: number } = {},
): number | null {
  const found = (effect: number) => powerOf({ rate, effect, confidence }, perArm) >= power;
  let [low, high] = [0, 1 - rate];
  if (!found(high)) return null;
  while (high - low > 1e-6) {
    const middle = (low + high) / 2;
    if (found(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function parts({ rate, effect }: Design) {
  const other = Math.min(1, Math.max(0, rate + effect));
  const mean = (rate + other) / 2;
  return {
    effect: Math.abs(other - rate),
    spreadOfNone: Math.sqrt(2 * mean * (1 - mean)),
    spread: Math.sqrt(rate * (1 - rate) + other * (1 - other)),
  };
}
