import { expect, it } from 'vitest';
import type { Queryable } from '../../../db/connection.ts';
import { readOnce } from './read-once.ts';

it('asks the same statement with the same values once, and any other again', async () => {
  const asked: string[] = [];
  const query = async (sql: string, params?: unknown[]) => {
    asked.push(`${sql} ${params}`);
    return [asked.length];
  };
  const once = readOnce({ query } as unknown as Queryable);
  expect([await once.query('a', ['1']), await once.query('a', ['2']), await once.query('a', ['1'])]).toEqual([
    [1],
    [2],
    [1],
  ]);
  expect(asked).toEqual(['a 1', 'a 2']);
});
