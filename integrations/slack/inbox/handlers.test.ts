import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listeners } from './handlers.ts';

const folder = join(import.meta.dirname, '..');
const sources = globSync('**/*.ts', { cwd: folder, exclude: ['**/*.test.ts'] }).map((file) =>
  readFileSync(join(folder, file), 'utf8'),
);

test('whatever is put into the inbox has somebody who works it off', () => {
  const put = sources.flatMap((source) => [...source.matchAll(/inbox\.add\(\{(.*)/g)].map(([, row]) => row));
  // What Slack sends is only taken where a listener has a handler.
  const ours = put.filter((row) => !row?.includes('...received'));
  const names = ours.map((row) => /\bkind: (\w+)/.exec(row ?? '')?.[1]);
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const kinds = sources.flatMap(
      (source) => new RegExp(`const ${name} = '([^']+)'`).exec(source)?.[1] ?? [],
    );
    expect(kinds).toHaveLength(1);
    expect(listeners[kinds[0] as string]?.handle, name).toBeDefined();
  }
});
