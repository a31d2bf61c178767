import { expect, test } from 'vitest';
import { canonicalJson } from '../../db/canonical.ts';
import { contentItemSchema } from './item.ts';
import { validityOf } from './validity.ts';

const given = {
  id: 'guide',
  title: 'A guide',
  kind: 'guide',
  stages: ['awareness'],
  summary: 'What it says.',
  cta: { label: 'Read', url: 'https://a.example/g' },
  body: 'Text 🧭 of two pages.',
};
const faults = (more: object) => {
  const parsed = contentItemSchema.safeParse({ ...given, ...more });
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'));
};

test('an item as it was kept before has the same canonical text now, and so the same hash', () => {
  const facets = { topics: [], industries: [], roles: [], companySizes: [], regions: [], language: 'en' };
  expect(canonicalJson(contentItemSchema.parse(given))).toBe(canonicalJson({ ...given, ...facets }));
});

test('the fields that were suggested are kept once each in one order, and none is as good as absent', () => {
  const of = (...suggested: string[]) => contentItemSchema.parse({ ...given, suggested }).suggested;
  expect(of('topics', 'kind', 'topics')).toEqual(['kind', 'topics']);
  expect(of()).toBeUndefined();
  expect(faults({ suggested: ['approvedBy'] })).toEqual(['suggested/0']);
});

test('dates are days in order, pages rise within the body, and only a brand guide is for no stage', () => {
  expect(faults({ validFrom: '2026-01-01', validTo: '2026-01-01', pages: [0, 7, 20] })).toEqual([]);
  expect(faults({ validFrom: '2026-01-02', validTo: '2026-01-01' })).toEqual(['validTo']);
  expect(faults({ validTo: '2026-02-30' })).toEqual(['validTo']);
  expect(faults({ pages: [1] })).toEqual(['pages']);
  expect(faults({ pages: [0, 9, 8] })).toEqual(['pages']);
  expect(faults({ pages: [0, 21] })).toEqual(['pages']);
  expect(faults({ stages: [] })).toEqual(['stages']);
  expect(faults({ stages: [], kind: 'brand-guide', cta: undefined })).toEqual([]);
});

test('an item is valid on its first and its last day', () => {
  const dated = { validFrom: '2026-03-01', validTo: '2026-03-02' };
  const on = (instant: string) => validityOf(dated, Date.parse(instant));
  expect(on('2026-02-28T23:59:59.999Z')).toBe('not_yet');
  expect(on('2026-03-01T00:00:00Z')).toBe('valid');
  expect(on('2026-03-02T23:59:59.999Z')).toBe('valid');
  expect(on('2026-03-03T00:00:00Z')).toBe('expired');
  expect(validityOf({}, 0)).toBe('valid');
});
