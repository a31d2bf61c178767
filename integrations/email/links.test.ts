import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLinkSigner } from './links.ts';

const signer = createLinkSigner({ secret: 'one', publicUrl: 'https://app.example/' });
const mail = { leadId: '00112233-4455-6677-8899-aabbccddeeff', key: '123456:7' };
const tokenOf = (url: string) => url.split('/').at(-1) as string;

test('a link leads back to its email', () => {
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.nat(2 ** 31 - 1),
      fc.nat(65_535),
      fc.nat(65_535),
      (leadId, seq, ordinal, index) => {
        const url = signer.click({ leadId, key: `${seq}:${ordinal}` }, index);
        expect(signer.read(tokenOf(url))).toEqual({ kind: 'click', leadId, key: `${seq}:${ordinal}`, index });
      },
    ),
  );
});

test('each kind has its path, below the public address', () => {
  expect(signer.open(mail)).toMatch(/^https:\/\/app\.example\/t\/o\/[\w-]{52}$/);
  expect(signer.click(mail, 1)).toMatch(/^https:\/\/app\.example\/t\/c\/[\w-]{52}$/);
  expect(signer.unsubscribe(mail)).toMatch(/^https:\/\/app\.example\/u\/[\w-]{52}$/);
});

test('a changed token is refused, whichever character was changed', () => {
  const token = tokenOf(signer.click(mail, 3));
  for (let i = 0; i < token.length; i++) {
    const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
    expect(signer.read(changed), String(i)).toBeUndefined();
  }
  for (const other of ['', 'x', `${token}A`, token.slice(1), `${token}=`, ` ${token}`, '../../etc']) {
    expect(signer.read(other), other).toBeUndefined();
  }
});

test('another secret signs other tokens', () => {
  const other = createLinkSigner({ secret: 'two', publicUrl: 'https://app.example' });
  expect(other.read(tokenOf(signer.open(mail)))).toBeUndefined();
});
