import { expect, test } from 'vitest';
import type { Database } from '../../db/connection.ts';
import type { Principal } from './principal.ts';
import { isStillGranted } from './still-granted.ts';

const now = 1_000;
/** With the tokens of these ids. */
const kept = (...ids: string[]) => ({
  clock: () => now,
  db: {
    query: async (_: string, [id]: string[]) => (ids.includes(id as string) ? [{}] : []),
  } as unknown as Database,
});
const granted = (proof: Principal['proof'], expiresAt: number) => ({
  proof,
  grant: { id: 'a', scopes: new Set(['read'] as const), role: 'viewer' as const, expiresAt },
});

test('whoever came without a token stays', async () => {
  expect(await isStillGranted({ proof: 'local' }, kept())).toBe(true);
});

test('an access token is good until it is revoked or has expired', async () => {
  expect(await isStillGranted(granted('token', now + 1), kept('a'))).toBe(true);
  expect(await isStillGranted(granted('token', now + 1), kept('b'))).toBe(false);
  expect(await isStillGranted(granted('token', now), kept('a'))).toBe(false);
});

test('a token of an issuer is good until it has expired', async () => {
  expect(await isStillGranted(granted('oauth', now + 1), kept())).toBe(true);
  expect(await isStillGranted(granted('oauth', now), kept())).toBe(false);
});
