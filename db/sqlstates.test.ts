import { expect, test } from 'vitest';
import { TrellisError } from './errors.ts';
import { isAway } from './sqlstates.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test('a database that is away is told from one that says no', () => {
  for (const away of ['08006', '57P01', '57P02', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'])
    expect(isAway(withCode(away)), away).toBe(true);
  expect(isAway(new TrellisError('database.unreachable', 'Nothing answers.'))).toBe(true);
  expect(isAway(new Error('Connection terminated unexpectedly'))).toBe(true);
  for (const no of ['40P01', '23505', '22P02', '57014', 'program.none', 'ERR_INVALID_ARG_TYPE'])
    expect(isAway(withCode(no)), no).toBe(false);
  expect(isAway(new TypeError('x is not a function'))).toBe(false);
});
