import { expect, test } from 'vitest';
import { filingIds } from './filing-ids.ts';

test('a turn that is run again files under the same ids, in their order, and nobody else does', () => {
  const first = filingIds('Ev1', 'p1');
  const again = filingIds('Ev1', 'p1');
  const ids = [first(), first()];
  expect([again(), again()]).toEqual(ids);
  expect(new Set([...ids, filingIds('Ev2', 'p1')(), filingIds('Ev1', 'p2')()]).size).toBe(4);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
