import { TrellisError } from '../../../db/errors.ts';

/** Ids, hashes, codes, paths: no white space and no @, so no address, no name of two words and no sentence. */
const plain = /^[A-Za-z0-9_.:*/-]{1,128}$/;

/** Fails closed: what is not recorded does not happen. Throws `audit.detail`. */
export function assertImpersonal(action: string, details: object): void {
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined || typeof value === 'boolean' || Number.isSafeInteger(value)) continue;
    if (typeof value === 'string' && plain.test(value)) continue;
    throw new TrellisError('audit.detail', `The audit log takes ids and numbers only: ${action}, ${name}.`, {
      mender: 'us',
    });
  }
}
