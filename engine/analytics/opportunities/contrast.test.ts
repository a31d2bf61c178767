import { describe, expect, it } from 'vitest';
import { compareShares, fisherExact } from '../statistics/compare-shares.ts';
import { contrast, type Observation } from './contrast.ts';

let lead = 0;
const drawn = (inside: boolean, of: number, hits: number, stratum = ''): Observation[] =>
  Array.from({ length: of }, (_, n) => ({ lead: ++lead, stratum, inside, hit: n < hits }));

describe('a comparison of emails', () => {
  it('is that of two shares where each lead has one email', () => {
    const found = contrast([...drawn(true, 400, 60), ...drawn(false, 400, 40)]);
    const p = compareShares({ numerator: 60, denominator: 400 }, { numerator: 40, denominator: 400 });
    expect(found?.p).toBeCloseTo(p, 3);
    expect(found?.difference).toBeCloseTo(0.05, 10);
    // sqrt(0.15 * 0.85 / 400 + 0.1 * 0.9 / 400) * 1.96 is 0.0457.
    expect(found?.low).toBeCloseTo(0.0043, 3);
    expect(found?.high).toBeCloseTo(0.0957, 3);
  });

  it('learns nothing from the same lead doing the same ten times', () => {
    const once = [...drawn(true, 400, 60), ...drawn(false, 800, 80)];
    const tenTimes = once.flatMap((one) => Array<Observation>(10).fill(one));
    expect(contrast(tenTimes)?.p).toBeCloseTo(contrast(once)?.p ?? 0, 4);
  });

  it('is made within strata, so that where emails went does not count', () => {
    // Twice as many inside where everybody clicks: in each stratum there is no difference.
    const even = [
      ...drawn(true, 600, 300, 'keen'),
      ...drawn(false, 200, 100, 'keen'),
      ...drawn(true, 200, 10, 'cool'),
      ...drawn(false, 600, 30, 'cool'),
    ];
    expect(contrast(even)?.difference).toBeCloseTo(0, 10);
    expect(contrast(even)?.p).toBeCloseTo(1, 10);
    expect(contrast(drawn(true, 50, 5))).toBeUndefined();
  });

  it('is at least as careful as the exact test where there are few', () => {
    const p = fisherExact({ numerator: 5, denominator: 100 }, { numerator: 1, denominator: 200 });
    expect(contrast([...drawn(true, 100, 5), ...drawn(false, 200, 1)])?.p).toBeGreaterThanOrEqual(p);
  });
});
