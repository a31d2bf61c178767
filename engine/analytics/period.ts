/** A span of time [from, to), milliseconds since the epoch. */
export interface Period {
  from: number;
  to: number;
}

/** An email's opens, clicks and bounces count for this long after its sending. */
export const attributionDays = 14;
