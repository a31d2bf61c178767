import { expect, test } from 'vitest';
import { brandSchema } from '../../items/brand.ts';
import type { ContentItem } from '../../items/item.ts';
import type { Brand, Evidence, Sources, Written } from '../types.ts';
import { readWritten } from '../written.ts';
import { dutyFindings } from './duties.ts';
import { figureFindings } from './figures.ts';
import { readingGrade, sizeFindings } from './size.ts';
import { wordFindings } from './words.ts';

const brand = (rules: object): Brand => ({ rules: brandSchema.parse(rules), voice: '' });
const written = (text: string, cites: number[] = [1], subject = 'A subject'): Written => ({
  subject,
  paragraphs: [{ text, cites }],
});
const words = (text: string, rules: object = {}) =>
  wordFindings([{ field: 'body', text }], brand(rules)).map(
    ({ code, level, line }) => `${code} ${level} ${line}`,
  );

test('a banned word is a fault wherever it stands by itself, in any case', () => {
  const rules = { bannedWords: ['synergy', 'best in class', 'c++'] };
  expect(words('We have\nSYNERGY.', rules)).toEqual(['draft.banned_word fault 2']);
  expect(words('It is best  in\nclass.', rules)).toEqual(['draft.banned_word fault 1']);
  expect(words('Written in C++, mostly.', rules)).toHaveLength(1);
  expect(words('Synergyless and synergies.', rules)).toEqual([]);
});

test('a word that the guide writes differently, spam and shouting are warnings', () => {
  expect(words('We utilise it.', { preferredWords: { utilise: 'use' } })).toEqual([
    'draft.preferred_word warning 1',
  ]);
  expect(words('Act now, it is risk-free.')).toEqual([
    'draft.spam_word warning 1',
    'draft.spam_word warning 1',
  ]);
  expect(words('READ WHAT WORKS TODAY.')).toEqual(['draft.shouting warning 1']);
  expect(words('Really?! Yes!!')).toEqual(['draft.shouting warning 1', 'draft.shouting warning 1']);
  expect(words('A PDF from the HIPAA or GDPR desk. One mark!')).toEqual([]);
});

test('what was never filled in is a fault', () => {
  for (const text of ['Hi [Name],', 'For [insert industry here].', 'TODO: figures', 'Lorem ipsum dolor.']) {
    expect(words(text), text).toEqual(['draft.placeholder fault 1']);
  }
  expect(words('See [name](https://a.example).')).toEqual([]);
});

test('a limit of the guide is kept, the usual one only advised', () => {
  const long = written('Words go on and on. '.repeat(60), [1], 'S'.repeat(70));
  const item = { subject: long.subject, language: 'en' };
  const codes = (rules: object, most?: number) =>
    sizeFindings(item, long, brand(rules), most).map(({ code, level }) => `${code} ${level}`);
  expect(codes({})).toEqual(['draft.subject_length warning', 'draft.length warning']);
  expect(codes({ maxWords: 100, maxSubject: 50 })).toEqual([
    'draft.subject_length fault',
    'draft.length fault',
  ]);
  expect(codes({ maxWords: 400, maxSubject: 80 })).toEqual([]);
  expect(codes({ maxWords: 400, maxSubject: 80 }, 200)).toEqual(['draft.length fault']);
});

test('the reading grade is that of Flesch and Kincaid, and asked of English alone', () => {
  expect(readingGrade('The cat sat on the mat. The dog ran to the log.')).toBeLessThan(2);
  const hard =
    'Organisational transformation necessitates comprehensive institutional reconfiguration of responsibilities, notwithstanding considerable administrative complications encountered throughout implementation activities in multinational organisations.';
  expect(readingGrade(hard)).toBeGreaterThan(18);
  const text = `${hard} ${hard}`;
  const grade = (language: string) =>
    sizeFindings({ subject: 'S', language }, written(text), brand({})).map(({ code }) => code);
  expect(grade('en-GB')).toEqual(['draft.reading_grade']);
  expect(grade('de')).toEqual([]);
});

test('footer, disclaimer, compliance notes and one button are duties', () => {
  const rules = { requiredFooter: 'Fernhollow Ltd.', disclaimer: 'Not advice.' };
  const source = { id: 'guide', complianceNotes: 'Name no returns.', regulated: true };
  const draft = (more: Partial<ContentItem>) => ({ body: 'Text.\n\n[cta]', ...more });
  const codes = (item: Partial<ContentItem>, given: object = rules) =>
    dutyFindings(draft(item) as ContentItem, [source], brand(given)).map(({ code }) => code);
  expect(codes({})).toEqual([
    'draft.footer',
    'draft.compliance_notes',
    'draft.regulated',
    'draft.disclaimer',
  ]);
  const whole = {
    body: 'Text.\n\n[cta]\n\nNot\nadvice.\n\nFernhollow Ltd.',
    complianceNotes: 'First. Name no returns.',
    regulated: true,
  };
  expect(codes(whole)).toEqual([]);
  // Without a guide nobody has said what the disclaimer is.
  expect(codes(whole, {})).toEqual(['draft.disclaimer']);
  expect(codes({ ...whole, body: `[cta]\n${whole.body}` })).toEqual(['draft.call_to_action']);
  expect(codes({ ...whole, body: whole.body.replace('[cta]', '') })).toEqual(['draft.call_to_action']);
});

test('a figure must stand in what its own paragraph cites', () => {
  const passage = (n: number, text: string): Evidence => ({
    n,
    item: 'one',
    version: 1,
    title: 'A benchmark',
    heading: '',
    text,
    start: 0,
    end: text.length,
  });
  const lead = { title: 'Ninety days', summary: 'It takes 90 days.' } as Sources['lead'];
  const sources = {
    lead,
    items: [lead],
    passages: [passage(1, 'Between 71 % and 84 %.'), passage(2, 'It costs $5,000.')],
  };
  const found = (draft: Written) =>
    figureFindings(draft, sources).map(({ code, message }) => `${code} ${message}`);
  expect(found(written('It is 71 to 84 percent, in 90 days, in three steps.'))).toEqual([]);
  expect(found(written('It is 91 %.'))).toEqual([expect.stringMatching(/^draft.figure "91 %"/)]);
  expect(found(written('It costs $5,000.', [1]))).toHaveLength(1);
  expect(found(written('It costs 5000 dollars.', [2]))).toEqual([]);
  // What another paragraph cites is no source of this one.
  const paragraphs = [
    { text: 'It costs $5,000.', cites: [1] },
    { text: 'So it is.', cites: [2] },
  ];
  expect(found({ subject: 'Costs', paragraphs })).toHaveLength(1);
  expect(found(written('Text.', [1], 'Save 40 %'))).toHaveLength(1);
  expect(found(written('Text.', [1, 9]))).toEqual([expect.stringMatching(/^draft.citation passage 9/)]);
});

test('what a model gave is read strictly, and a citation in its text becomes a note', () => {
  const given = { subject: 'S [1]', preheader: '', paragraphs: [{ text: 'It is so [2][3].', cites: [1] }] };
  expect(readWritten(given)).toEqual({ subject: 'S', paragraphs: [{ text: 'It is so.', cites: [1, 2, 3] }] });
  for (const wrong of [null, 'text', { ...given, body: 'x' }, { ...given, paragraphs: [] }]) {
    expect(readWritten(wrong)).toBeUndefined();
  }
});
