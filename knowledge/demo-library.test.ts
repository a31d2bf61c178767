import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { journeyStages } from '../engine/program/schema.ts';
import { loadItems } from './ingest/load.ts';
import { type ContentItem, contentKinds } from './items/item.ts';

let items: ContentItem[];
beforeAll(async () => {
  items = await loadItems(fileURLToPath(new URL('./demo-library', import.meta.url)));
});

test('the demo library covers every stage, the kinds that a company has most and five industries', () => {
  expect(new Set(items.flatMap((item) => item.stages))).toEqual(new Set(journeyStages));
  const kinds = new Set(items.map((item) => item.kind));
  expect(contentKinds.filter((kind) => !kinds.has(kind))).toEqual([
    'whitepaper',
    'research',
    'interview',
    'reference-story',
    'landing-page',
    'brand-guide',
  ]);
  expect(new Set(items.flatMap((item) => item.industries))).toEqual(
    new Set(['healthcare', 'fintech', 'manufacturing', 'saas', 'professional-services']),
  );
});

test('every demo item is approved, says that it is generated, and links to reserved domains only', () => {
  for (const item of items) {
    expect(item.approvedBy, item.id).toContain('demo');
    expect(item.source, item.id).toBe('generated');
    for (const [url] of [item.cta?.url, item.body].join(' ').matchAll(/https?:\/\/[^\s)"'>]+/g)) {
      expect(new URL(url).hostname, item.id).toMatch(/\.example$/);
    }
  }
});

test('case studies do not pass for real customers', () => {
  for (const item of items.filter((one) => one.kind === 'case-study')) {
    expect(item.summary).toContain('Generated for the demo company');
    expect(item.body).toContain('this customer does not exist');
  }
});
