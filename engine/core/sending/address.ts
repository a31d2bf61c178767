import type { Fields } from '../types.ts';

/** The lead's email address. */
export function addressOf({ email }: Fields): string | undefined {
  return typeof email === 'string' ? foldAddress(email) : undefined;
}

/** As identities are folded. */
export function foldAddress(text: string): string | undefined {
  const address = text.trim().toLowerCase();
  return address === '' ? undefined : address;
}
