import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { takeStdout } from './protocol-stdout.ts';

test('only the protocol reaches standard output; what others print goes to standard error', async () => {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const printer = new Console(stdout as never, stderr as never);
  const output = takeStdout({ stdout, stderr } as never);

  printer.log('noise of a library');
  stdout.write('more noise\n');
  await new Promise((done) => output.write('{"jsonrpc":"2.0"}\n', done));
  stdout.end();
  stderr.end();

  expect(await text(stdout)).toBe('{"jsonrpc":"2.0"}\n');
  expect(await text(stderr)).toBe('noise of a library\nmore noise\n');
});
