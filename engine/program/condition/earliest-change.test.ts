import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timedArbitrary, testVocabulary as vocabulary } from '../../../test/condition-arbitraries.ts';
import { featuresFrom, leadArbitrary, nowArbitrary, viewOf } from '../../../test/condition-world.ts';
import { earliestChange } from './earliest-change.ts';
import { evaluate } from './evaluate.ts';
import { featuresOf } from './features.ts';
import { parseCondition } from './parse.ts';
import type { View } from './view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const situation = nowArbitrary.chain((now) =>
  fc.record({
    now: fc.constant(now),
    lead: leadArbitrary(vocabulary, now),
    condition: timedArbitrary(vocabulary),
    fractions: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 }),
  }),
);

describe('earliestChange', () => {
  it('finds the truth constant until then', () => {
    let changes = 0;
    let flips = 0;
    fc.assert(
      fc.property(situation, ({ now, lead, condition, fractions }) => {
        const features = featuresFrom(lead.events, featuresOf(condition));
        const at = (instant: number): View =>
          viewOf(lead, instant, { vocabulary, features, inSegment: (id) => id === 'first' });
        const change = earliestChange(condition, at(now));
        const before = evaluate(condition, at(now));
        if (change !== undefined) {
          expect(change).toBeGreaterThan(now);
          expect(Number.isSafeInteger(change)).toBe(true);
          changes += 1;
          if (evaluate(condition, at(change)) !== before) flips += 1;
        }
        const until = change ?? now + 4000 * DAY;
        const edges = [now + 1, until - 1, ...[1, 24, 25].map((hours) => now - (now % HOUR) + hours * HOUR)];
        for (const instant of [...edges, ...fractions.map((f) => Math.round(now + f * (until - now)))]) {
          if (instant > now && instant < until) expect(evaluate(condition, at(instant))).toBe(before);
        }
      }),
      { numRuns: 3000 },
    );
    expect(changes).toBeGreaterThan(200);
    // A single leaf turns at its instant; only lists of several may wake in vain.
    expect(flips / changes).toBeGreaterThan(0.8);
  });

  const now = 1000 * DAY + 10 * HOUR + 1;
  function changeOf(text: string, bucket: (unit: number) => number[], renewal?: string) {
    const c = parseCondition(text, vocabulary);
    const unit = text.includes('last_30') ? DAY : HOUR;
    const buckets = bucket(Math.floor(now / unit));
    const total = buckets.reduce((sum, n, i) => (i % 2 === 1 ? sum + n : sum), 0);
    return earliestChange(c, {
      now,
      field: () => renewal,
      feature: () => ({ total, buckets }),
      inSegment: () => true,
      stakeholders: () => 0,
      onList: () => true,
      enrolment: () => undefined,
    });
  }

  it('is the hour or UTC day at which enough events have left the window', () => {
    expect(changeOf('page_visits = 0 IN last_30_days', (b) => [b - 29, 1, b - 3, 2])).toBe(
      (1000 - 3 + 30) * DAY,
    );
    expect(changeOf('page_visits >= 2 IN last_30_days', (b) => [b - 29, 1, b - 3, 2])).toBe(
      (1000 - 3 + 30) * DAY,
    );
    expect(changeOf('page_visits >= 3 IN last_30_days', (b) => [b - 29, 1, b - 3, 2])).toBe(1001 * DAY);
    expect(changeOf('page_visits >= 1 IN last_1_days', (b) => [b, 1])).toBe(1001 * DAY + 10 * HOUR);
  });

  it('is nothing for what time cannot change', () => {
    expect(changeOf('page_visits >= 4 IN last_30_days', (b) => [b, 3])).toBeUndefined();
    expect(changeOf('page_visits >= 1', (b) => [b, 3])).toBeUndefined();
    expect(changeOf('IN SEGMENT x AND lead_score > 5', () => [])).toBeUndefined();
    expect(changeOf('lead_score > 5 AND page_visits >= 1 IN last_30_days', (b) => [b, 1])).toBeUndefined();
    expect(changeOf('renewal_date BEFORE now', () => [], 'soon')).toBeUndefined();
  });

  it('is the instant at which a date is reached', () => {
    const date = '1972-10-01T00:00:00.000Z';
    const reached = Temporal.Instant.from(date).epochMilliseconds;
    expect(changeOf('renewal_date BEFORE now + 3 days', () => [], date)).toBe(reached - 3 * DAY + 1);
    expect(changeOf('renewal_date AFTER now', () => [], date)).toBe(reached);
    expect(changeOf('renewal_date AFTER now + 300 days', () => [], date)).toBeUndefined();
  });
});
