import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadItems } from './load.ts';
import { parseItem } from './parse-item.ts';

const front = (extra = '') =>
  `---\ntitle: A guide\nkind: guide\nstages: [awareness]\nsummary: What it says.\ncta: { label: Read, url: https://a.example/g }\n${extra}---\n`;

test('front matter and body make an item; the file names it', () => {
  const parsed = parseItem(`${front()}\n# Body\n`, 'folder/My-Guide.md');
  expect(parsed).toMatchObject({
    ok: true,
    item: {
      id: 'my-guide',
      source: 'folder/My-Guide.md',
      title: 'A guide',
      language: 'en',
      industries: [],
      body: '# Body',
    },
  });
});

test('windows line ends and a byte order mark are read', () => {
  const parsed = parseItem(`\uFEFF${front()}Text`.replaceAll('\n', '\r\n'), 'a.md');
  expect(parsed).toMatchObject({ ok: true, item: { body: 'Text' } });
});

test('a bad item is refused whole, each fault with its path and line', () => {
  const parsed = parseItem(`${front('stages2: x\nlanguage: English\n')}`, 'bad.md');
  expect(parsed.ok).toBe(false);
  const faults = parsed.ok ? [] : parsed.faults;
  expect(faults.map(({ path, line }) => [path, line])).toEqual(
    expect.arrayContaining([
      ['bad.md/language', 8],
      ['bad.md/body', 10],
    ]),
  );
  expect(faults.some((fault) => fault.message.includes('stages2'))).toBe(true);
});

test('an email needs a subject, and only an email has one', () => {
  expect(parseItem(`${front()}x`.replace('kind: guide', 'kind: email'), 'a.md')).toMatchObject({
    faults: [{ path: 'a.md/subject', message: 'an email needs a subject' }],
  });
  expect(parseItem(`${front('subject: Hello\n')}x`, 'a.md')).toMatchObject({
    faults: [{ path: 'a.md/subject', line: 7 }],
  });
});

test('what is wrong with the template of an email is said with its line in the file', () => {
  const email = front('subject: For {{ lead.company }}\n').replace('kind: guide', 'kind: email');
  expect(parseItem(`${email}\n\nHi {{ lead.first_name }},\n\nText.`, 'a.md')).toMatchObject({
    faults: [
      { path: 'a.md/subject', line: 7, message: expect.stringContaining('lead.company may be empty') },
      { path: 'a.md/body', line: 11, message: expect.stringContaining('lead.first_name may be empty') },
    ],
  });
});

test('the brand guide of the manual is an item, and no other kind has its rules', () => {
  const manual = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
  const text = /```markdown\n(---\n(?:(?!```)[\s\S])*?kind: brand-guide[\s\S]*?)```/.exec(manual)?.[1] ?? '';
  expect(parseItem(text, 'voice.md')).toMatchObject({
    ok: true,
    item: { kind: 'brand-guide', brand: { bannedWords: ['synergy', 'revolutionary'], maxWords: 180 } },
  });
  expect(
    parseItem(text.replace('brand-guide', 'guide').replace('[]', '[awareness]'), 'voice.md'),
  ).toMatchObject({
    faults: [{ path: 'voice.md/brand', line: 7 }],
  });
});

test('a link that is not http or https is refused', () => {
  const parsed = parseItem(`${front()}x`.replace('https://a.example/g', 'javascript:alert(1)'), 'a.md');
  expect(parsed).toMatchObject({ faults: [{ path: 'a.md/cta/url', line: 6 }] });
});

test('broken YAML and missing front matter say where', () => {
  expect(parseItem('# Only text', 'a.md')).toMatchObject({ faults: [{ path: 'a.md', line: 1 }] });
  expect(parseItem('---\ntitle: [open\nkind: guide\n---\nx', 'a.md')).toMatchObject({ ok: false });
});

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'library-'));
  await writeFile(join(folder, 'a.md'), `${front()}A`);
  await writeFile(join(folder, 'b.md'), `${front('id: a\n')}B`);
  await writeFile(join(folder, 'c.md'), 'nothing');
  await writeFile(join(folder, 'notes.txt'), 'not ours');
});
afterAll(() => rm(folder, { recursive: true }));

test('a folder is loaded whole or not at all, with the faults of all its files', async () => {
  await expect(loadItems(folder)).rejects.toMatchObject({
    code: 'content.invalid',
    faults: [
      { path: 'b.md/id', message: '"a" is the id of a.md too' },
      { path: 'c.md', line: 1 },
    ],
  });
});

test('one file is loaded by its name', async () => {
  await expect(loadItems(join(folder, 'a.md'))).resolves.toMatchObject([{ id: 'a', body: 'A' }]);
});

test('a missing path says what to check', async () => {
  await expect(loadItems(join(folder, 'none'))).rejects.toMatchObject({ code: 'content.unreadable' });
});
