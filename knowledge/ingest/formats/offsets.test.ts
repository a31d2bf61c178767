import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitBody } from '../../passages/split.ts';
import { cleanText } from './clean-text.ts';
import { pagesToMarkdown } from './pdf-markdown.ts';

const words = fc
  .array(
    fc.constantFrom(
      'case',
      'Übergabe',
      '12.5 %',
      '🧭',
      '👩🏽‍💻',
      'e\u0301',
      '\u200bhidden',
      're-',
      '文書',
      '# x',
    ),
    {
      minLength: 1,
      maxLength: 12,
    },
  )
  .map((list) => list.join(' '));
const line = fc.record({
  text: words,
  size: fc.constantFrom(9, 10, 18),
  y: fc.integer({ min: 0, max: 800 }),
});
const page = fc.array(line, { maxLength: 6 });

test('whatever the pages are, each begins where it is said to, and the passages of the text lie in one piece in it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(page, { minLength: 1, maxLength: 5 }), async (given) => {
      // What stands at the edge of every page would be left out.
      const pages = given.map((lines, n) =>
        lines.map((line) => ({ ...line, text: `${line.text} ${'vwxyz'[n]}` })),
      );
      const { body, starts } = pagesToMarkdown(pages);
      const points = [...body];
      expect(starts).toHaveLength(pages.length);
      expect([...starts].sort((a, b) => a - b)).toEqual(starts);
      expect(starts[0]).toBe(0);
      // Adding trims and cleans: were there anything left to do, every offset would move.
      expect([body.trim(), cleanText(body).text]).toEqual([body, body]);
      for (const [n, start] of starts.entries()) {
        const own = points
          .slice(start, starts[n + 1])
          .join('')
          .trim();
        const alone = pagesToMarkdown([pages[n] ?? []]).body;
        expect(letters(own)).toBe(letters(alone));
      }
      for (const passage of await splitBody(body)) {
        expect(points.slice(passage.start, passage.end).join('')).toBe(passage.text);
      }
    }),
    { numRuns: 200 },
  );
});

/** Which level a heading has depends on the other pages; what it says does not. */
const letters = (text: string) => text.replace(/[#\\\s-]+/g, '');
