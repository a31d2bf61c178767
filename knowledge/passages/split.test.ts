import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBody } from './split.ts';

const slice = (body: string, from: number, to: number) => [...body].slice(from, to).join('');

test('a passage knows its heading path, and headings are no passages', async () => {
  const body = 'Before.\n\n# Costs\n\nIntro.\n\n## Hidden ##\n\nChasing.\n\n# C#\n\nEnd.';
  expect((await splitBody(body)).map(({ heading, text }) => [heading, text])).toEqual([
    ['', 'Before.'],
    ['Costs', 'Intro.'],
    ['Costs › Hidden', 'Chasing.'],
    ['C#', 'End.'],
  ]);
});

test.each([' ', '\t', '#', ' #'])(
  'a heading with a hundred thousand times “%s” takes no time',
  async (sign) => {
    const [passage] = await splitBody(`# Costs${sign.repeat(100_000)}x\n\nText.`);
    expect(passage?.text).toBe('Text.');
  },
);

test('a hash sign within a code fence is no heading', async () => {
  const passages = await splitBody('# Real\n\n```sh\n# not a heading\nrun\n```\nafter');
  expect(passages.map((passage) => passage.heading)).toEqual(['Real']);
});

test('long sections are cut at sentences, below 1,600 characters, without overlap', async () => {
  const sentence = 'Every approval has one owner and one deputy who may decide when the owner is away. ';
  const passages = await splitBody(sentence.repeat(60));
  expect(passages.length).toBeGreaterThan(2);
  for (const passage of passages) {
    expect(passage.text.length).toBeLessThanOrEqual(1601);
    expect(passage.text).toMatch(/^Every/);
    expect(passage.text).toMatch(/\.$/);
  }
});

test('offsets count code points and give exactly the text, whatever the body', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom(
      '# A\n',
      '\n\n',
      '\n## B 🧭\n',
      '. ',
      '! ',
      '```\n',
      'word '.repeat(400),
      '🧭'.repeat(900),
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
      const body = pieces.join('');
      let end = 0;
      for (const passage of await splitBody(body)) {
        expect(slice(body, passage.start, passage.end) === passage.text).toBe(true);
        expect(passage.text.isWellFormed()).toBe(true);
        expect(passage.start).toBeGreaterThanOrEqual(end);
        expect(passage.text.trim()).not.toBe('');
        end = passage.end;
      }
    }),
    { numRuns: 60 },
  );
});
