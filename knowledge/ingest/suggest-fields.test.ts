import { expect, test } from 'vitest';
import type { RawItem } from './raw-item.ts';
import { suggestFields } from './suggest-fields.ts';

const raw = (more: Partial<RawItem> = {}): RawItem => ({
  source: 'https://www.fernhollow.example/blog/shorter-hand-offs',
  format: 'html',
  fields: {},
  body: '# Shorter hand-offs\n\nEach hand-off costs a case two days. Name an owner for each of them.',
  found: {},
  notes: [],
  ...more,
});

test('what a page carries unseen is suggested before what the rules make of its text', async () => {
  const found = {
    title: 'Shorter hand-offs | Fernhollow',
    description: 'What hand-offs cost, and how to measure it.',
    language: 'EN_gb',
  };
  expect(await suggestFields(raw({ found }))).toMatchObject({
    title: 'Shorter hand-offs',
    summary: 'What hand-offs cost, and how to measure it.',
    language: 'en-gb',
    kind: 'blog',
  });
});

test('a title that a program wrote, a cut-off description and another language than the text’s are no suggestions', async () => {
  const found = { title: 'Microsoft Word - Document1.docx', description: 'Read', language: 'fr' };
  expect(await suggestFields(raw({ found }))).toMatchObject({
    title: 'Shorter hand-offs',
    summary: 'Each hand-off costs a case two days. Name an owner for each of them.',
    language: 'en',
  });
});

test('who says what an item must say has spoken: nothing is added to it', async () => {
  const fields = { title: 'A', kind: 'guide', stages: ['awareness'], summary: 'S.' };
  expect(
    await suggestFields(raw({ fields, body: 'For hospitals and clinics in Germany. Patients wait.' })),
  ).toEqual({});
});

test('fields of no form do not stop the suggestions for the others', async () => {
  const fields = { title: 5, kind: ['poem'], industries: 'x' };
  expect(await suggestFields(raw({ fields }))).toMatchObject({ stages: ['awareness'] });
});

test('a model is asked where there is one, and the rules answer where it fails', async () => {
  expect(await suggestFields(raw(), async () => ({ kind: 'guide', topics: ['hand-offs'] }))).toMatchObject({
    kind: 'guide',
    topics: ['hand-offs'],
  });
  const failing = () => Promise.reject(new Error('no answer'));
  expect(await suggestFields(raw(), failing)).toMatchObject({ kind: 'blog' });
});
