import { usualConfidence } from './distributions.ts';
import type { Difference } from './newcombe.ts';
import type { Share } from './wilson.ts';

/** Both arms up to and with some day. */
export interface Cumulated {
  arm: Share;
  control: Share;
}

/** What may be said on some day by somebody who looks every day and stops when they like. */
export interface Peek extends Difference {
  /** Never rises from one day to the next. */
  p: number;
}

/**
 * The mixture sequential probability ratio test of two shares, looked at after each of the given days; `perArm` leads
 * are planned, where it is at its sharpest. However often one looks, a difference where none is shows in at most
 * 1 - `confidence` of all experiments, and the interval, which is what all days so far have in common, holds the true
 * difference on all days at once in `confidence` of them. A day on which an arm has nobody yet says nothing.
 *
 * Johari, Koomen, Pekelis and Walsh (2022), Always valid inference, Operations Research 70, with a normal mixture; its
 * variance is so many times that of the difference at the planned size as makes the interval narrowest there (Robbins
 * 1970; Howard et al. 2021, Annals of Statistics 49), thus fixed before the first lead.
 */
export function sequentialShares(
  days: readonly Cumulated[],
  { perArm, confidence = usualConfidence }: { perArm: number; confidence?: number },
): Peek[] {
  const surprise = -2 * Math.log(1 - confidence);
  const sharpest = mixtureFor(surprise);
  let p = 1;
  let [low, high] = [-1, 1];
  return days.map(({ arm, control }) => {
    if (arm.denominator === 0 || control.denominator === 0) return { difference: 0, low, high, p };
    const difference = arm.numerator / arm.denominator - control.numerator / control.denominator;
    const variance = varianceOf(arm) + varianceOf(control);
    // The mixture's variance by that of the difference today: it grows as the leads do, harmonically by arm.
    const mixed = (sharpest * 2) / perArm / (1 / arm.denominator + 1 / control.denominator);
    const logRatio = (difference ** 2 / variance) * (mixed / (2 * (1 + mixed))) - Math.log1p(mixed) / 2;
    p = Math.min(p, Math.exp(-logRatio));
    const half = Math.sqrt(variance * ((1 + mixed) / mixed) * (surprise + Math.log1p(mixed)));
    const common = [Math.max(low, difference - half), Math.min(high, difference + half)] as const;
    // Days that contradict each other, as when an effect wears off: the last one counts.
    [low, high] =
      common[0] <= common[1] ? common : [Math.max(-1, difference - half), Math.min(1, difference + half)];
    return { difference, low, high, p };
  });
}

/** Half a success and half a failure more than were seen, so that no variance is zero after a few leads. */
function varianceOf({ numerator, denominator }: Share): number {
  const p = (numerator + 0.5) / (denominator + 1);
  return (p * (1 - p)) / denominator;
}

/** What solves r = surprise + log(1 + r). */
function mixtureFor(surprise: number): number {
  let ratio = surprise;
  for (let i = 0; i < 50; i++) ratio = surprise + Math.log1p(ratio);
  return ratio;
}
