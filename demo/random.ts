/** A seeded stream of draws: the same seed and keys give the same draws on every machine. Not for secrets. */
export interface Random {
  /** 0 <= x < 1. */
  next(): number;
  /** From `min` to `max`, both included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** By the weights beside the values. */
  weighted<T>(list: readonly (readonly [T, number])[]): T;
  /** A waiting time with this median: half as long or twice as long is usual, ten times as long is rare. */
  around(median: number): number;
  /** How many of something that comes `mean` times on average (Poisson). */
  count(mean: number): number;
}

/** The stream for these keys. Draws for one thing do not depend on how many were made for another. */
export function createRandom(...keys: readonly (string | number)[]): Random {
  const next = sfc32(keys.join('\u0000'));
  const random: Random = {
    next,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => list[Math.floor(next() * list.length)] as (typeof list)[number],
    weighted(list) {
      let rest = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [value, weight] of list) {
        rest -= weight;
        if (rest < 0) return value;
      }
      return (list.at(-1) as (typeof list)[number])[0];
    },
    // Box-Muller; the logarithm is spread by 0.8.
    around: (median) =>
      median * Math.exp(0.8 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    count(mean) {
      const limit = Math.exp(-mean);
      let drawn = 0;
      for (let product = next(); product > limit; product *= next()) drawn++;
      return drawn;
    },
  };
  return random;
}

/** Chris Doty-Humphrey's small fast counter generator, seeded by four FNV-1a hashes of the text. */
function sfc32(seed: string): () => number {
  const hash = (salt: number) => {
    let h = 0x811c9dc5 ^ salt;
    for (let i = 0; i < seed.length; i++) h = Math.imul(h ^ seed.charCodeAt(i), 0x01000193);
    return h | 0;
  };
  let [a, b, c, counter] = [hash(1), hash(2), hash(3), hash(4)] as [number, number, number, number];
  const draw = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    return (t >>> 0) / 0x1_0000_0000;
  };
  for (let i = 0; i < 12; i++) draw();
  return draw;
}
