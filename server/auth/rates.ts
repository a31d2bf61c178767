import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

const minuteSeconds = 60;
/** Tokens that are none, a minute from one address: the rest are neither explained nor put on record. */
const badTokensPerMinute = 30;

export interface Rates {
  /** Counts a request under this key, a person's. Seconds to wait where it was one too many. */
  request(key: string): Promise<number | undefined>;
  /** Counts a token that was none. Seconds to wait where this address sent too many of them. */
  guess(address: string): Promise<number | undefined>;
}

/**
 * Per process: behind several of them each counts by itself. All the tokens of a person count together, so that making
 * more of them gives no more.
 */
export function createRates(requestsPerMinute: number): Rates {
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: minuteSeconds });
  const guesses = new RateLimiterMemory({ points: badTokensPerMinute, duration: minuteSeconds });
  const take = async (limiter: RateLimiterMemory, key: string) => {
    try {
      await limiter.consume(key);
      return undefined;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      throw refused;
    }
  };
  return {
    request: (key) => take(requests, key),
    guess: (address) => take(guesses, address),
  };
}
