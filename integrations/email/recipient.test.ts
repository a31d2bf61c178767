import { expect, test } from 'vitest';
import { isAddress, isReservedDomain } from './recipient.ts';

test('one plain address is an address, and nothing that could be two or end a header', () => {
  for (const good of ['a@b.test', "o'neil+x@mail.b.test", 'ünï@b.test'])
    expect(isAddress(good), good).toBe(true);
  for (const bad of [
    '',
    'a',
    'a@',
    '@b.test',
    'a@b.test,c@d.test',
    'A <a@b.test>',
    'a@b.test\nBcc: c@d.test',
    'a b@c.test',
    'a@b@c.test',
  ])
    expect(isAddress(bad), bad).toBe(false);
});

test('reserved domains are known in every spelling, and only they', () => {
  for (const reserved of [
    'a@b.example',
    'a@example.com',
    'a@mail.EXAMPLE.org',
    'a@example.net.',
    'a@x.test',
    'a@localhost',
    'a@x.invalid',
  ])
    expect(isReservedDomain(reserved), reserved).toBe(true);
  for (const real of ['a@example.com.internal', 'a@example.internal', 'a@test.internal', 'a@testing'])
    expect(isReservedDomain(real), real).toBe(false);
});
