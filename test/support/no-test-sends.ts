import type { SendTest } from '../../tools/services.ts';

/** For worlds without email. */
export const noTestSends: SendTest = async () => {
  throw new Error('This world sends no tests.');
};
