import { expect, it } from 'vitest';
import type { Queryable } from './connection.ts';
import { runBody } from './run-body.ts';

const inside = {} as Queryable;

it('what a transaction left for its end is done in order, one after the other, before it ends', async () => {
  const done: string[] = [];
  const later = (name: string) => async () => {
    await Promise.resolve();
    done.push(name);
  };
  const result = await runBody(async (tx) => {
    tx.beforeCommit(later('first'));
    tx.beforeCommit(async () => {
      await later('second')();
      tx.beforeCommit(later('last'));
    });
    done.push('body');
    return 1;
  }, inside);
  expect([result, ...done]).toEqual([1, 'body', 'first', 'second', 'last']);
});

it('what fails at the end of a transaction fails the transaction', async () => {
  const failing = runBody(async (tx) => {
    tx.beforeCommit(() => Promise.reject(new Error('no')));
  }, inside);
  await expect(failing).rejects.toThrow('no');
});
