import { describe, expect, it } from 'vitest';
import { compileProgram } from '../compile/compile.ts';
import { parseProgram } from '../parse.ts';
import { programSchema } from '../schema.ts';
import { demoProgram } from '../templates/enterprise-smb.ts';
import { validateProgram } from '../validate.ts';
import { defaultVocabulary } from '../vocabulary.ts';
import { FEATURE_ROOM, worstBytes } from './feature-room.ts';
import { addToFeature, type FeatureCounts, featuresOf } from './features.ts';
import { parseCondition } from './parse.ts';

const HOUR = 3_600_000;
const now = Temporal.Instant.from('2026-03-29T12:00:00Z').epochMilliseconds;

describe('worstBytes', () => {
  it.each([
    'page_visits >= 3',
    'page_visits >= 3 IN last_7_days',
    'page_visits >= 3 IN last_400_days',
    'SUM(deal_closed.amount) > 5 IN last_7_days',
    'SUM(deal_closed.amount) > 5 IN last_300_days',
    'page_visit THEN demo_request WITHIN 90_days',
    'page_visit THEN demo_request WITHIN 1_day IN last_7_days',
  ])('is no less than what a lead keeps that is active in every hour: %s', (text) => {
    const specs = featuresOf(parseCondition(text, defaultVocabulary));
    const features: Record<string, FeatureCounts> = {};
    for (const spec of specs) {
      for (let at = now - 500 * 24 * HOUR; at <= now; at += HOUR - 1) {
        const happened = { occurredAt: at, properties: { amount: -9_999_999.999 } };
        features[spec.key] = addToFeature(features[spec.key], happened, at, spec);
      }
    }
    const bytes = JSON.stringify(features).length;
    expect(bytes).toBeLessThanOrEqual(worstBytes(specs));
    expect(bytes).toBeGreaterThan(worstBytes(specs) / 3);
  });

  it('counts once what several conditions share', () => {
    const specs = featuresOf(parseCondition('page_visits >= 3 IN last_9_days', defaultVocabulary));
    expect(worstBytes([...specs, ...specs])).toBe(worstBytes(specs));
  });

  it('is a small part of the room in the demo program', () => {
    const program = demoProgram((item) => ({ item, version: 1, hash: '0'.repeat(64) }));
    const { features } = compileProgram(program, 1);
    expect(worstBytes(Object.values(features))).toBeLessThan(FEATURE_ROOM / 3);
  });
});

describe('validating a program', () => {
  const sequence = (n: number) => ({
    title: 'S',
    when: `page_visit WHERE (page_title = "${n}") THEN demo_request WITHIN 90_days`,
  });
  const programOf = (count: number) =>
    programSchema.parse({
      schema: 1,
      segments: Object.fromEntries(Array.from({ length: count }, (_, n) => [`s${n}`, sequence(n)])),
    });

  it('bounds what a lead would have to remember', () => {
    expect(() => parseProgram(JSON.parse(JSON.stringify(programOf(4))))).not.toThrow();
    expect(validateProgram(programOf(5))).toMatchObject([
      { code: 'condition.too_much', path: 'segments/s0/when', message: expect.stringContaining('65,536') },
    ]);
  });
});
