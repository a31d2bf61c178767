import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeText } from './escape.ts';
import { splitText, truncate } from './limits.ts';

const words = fc.string({
  unit: fc.constantFrom('a', 'é', '&', '<', ' ', '\n', '\n\n', '😀', 'word'),
  maxLength: 400,
});
const broken = /&(?!amp;|lt;|gt;)|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

test('a text is split within the limit, inside no entity or character, and nothing but white space is lost', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 80 }), (text, max) => {
      const escaped = escapeText(text);
      const pieces = splitText(escaped, max);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(max);
        expect(piece).not.toMatch(broken);
      }
      expect(pieces.join('').replace(/\s/g, '')).toBe(escaped.replace(/\s/g, ''));
    }),
  );
});

test('a text is cut within the limit and inside no entity or character', () => {
  fc.assert(
    fc.property(words, fc.integer({ min: 12, max: 80 }), (text, max) => {
      const cut = truncate(escapeText(text), max);
      expect(cut.length).toBeLessThanOrEqual(max);
      expect(cut).not.toMatch(broken);
    }),
  );
});

test('a paragraph is not torn while it fits', () => {
  expect(splitText(`${'a'.repeat(60)}\n\n${'b'.repeat(60)}`, 100)).toEqual(['a'.repeat(60), 'b'.repeat(60)]);
});
