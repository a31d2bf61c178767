import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, sha256Hex } from './canonical.ts';

/** Keys that look like integers have a place of their own in every object. */
const keys = () =>
  fc.oneof(wellFormed, fc.nat({ max: 120 }).map(String), fc.constantFrom('-1', '', '!', '__proto__', '01'));
const wellFormed = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());

test('canonical JSON equals the reference implementation on every JSON value', () => {
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      wellFormed,
      fc.array(tie('value'), { maxLength: 6 }),
      fc.dictionary(keys(), tie('value'), { maxKeys: 6 }),
    ),
  })).value;
  fc.assert(
    fc.property(value, (json) => {
      expect(canonicalJson(json)).toBe(canonicalize(json));
    }),
    { numRuns: 1000 },
  );
});

test('canonical JSON does not depend on the order in which keys were written', () => {
  expect(canonicalJson({ b: 1, a: { d: undefined, c: [1, undefined] } })).toBe('{"a":{"c":[1,null]},"b":1}');
  expect(canonicalJson({ a: { c: [1, null] }, b: 1 })).toBe('{"a":{"c":[1,null]},"b":1}');
});

test('what JSON cannot say is refused', () => {
  expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError);
  expect(() => canonicalJson(1n)).toThrow(TypeError);
});

test('a hash is lower case hex of the UTF-8 bytes', () => {
  expect(sha256Hex('é')).toBe('4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
});
