import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createReader, processArguments } from './reader.ts';

const page = (text: string) =>
  ({ format: 'html', text: `<html><body><p>${text}</p></body></html>`, shape: 'page' }) as const;

test('a document that takes too long is given up, and the next one is read', async () => {
  const reader = createReader({ timeoutMs: 10 });
  await expect(reader.read(page('slow'))).rejects.toMatchObject({ code: 'content.too_slow' });
  reader.close();
  const patient = createReader();
  afterAll(() => patient.close());
  // Asked at once, read one after the other.
  const both = await Promise.all([patient.read(page('one')), patient.read(page('two'))]);
  expect(both.map(({ body }) => body)).toEqual(['one', 'two']);
});

test('a document that takes too much memory ends its reader and nothing else', async () => {
  const reader = createReader({ memoryMB: 20 });
  await expect(reader.read(page('<p>x</p>'.repeat(5_000)))).rejects.toMatchObject({
    code: 'content.too_heavy',
  });
  reader.close();
});

test('whoever took a reader over could reach nothing', async () => {
  const server = createServer((_, answer) => answer.end()).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const code = `
    const tried = {};
    const attempt = async (name, work) => { try { await work(); tried[name] = 'done'; } catch (error) { tried[name] = error.cause?.code ?? error.code; } };
    const fs = await import('node:fs');
    await attempt('reads', () => fs.readFileSync('/etc/hostname'));
    await attempt('writes', () => fs.writeFileSync('/tmp/taken-over', ''));
    await attempt('asks', () => fetch('http://127.0.0.1:${(server.address() as AddressInfo).port}/'));
    await attempt('runs', async () => (await import('node:child_process')).execSync('true'));
    console.log(JSON.stringify({ ...tried, secrets: Object.keys(process.env).filter((name) => name.includes('SECRET')) }));
  `;
  const { stdout } = spawnSync(
    process.execPath,
    [...processArguments(64), '--input-type=module', '-e', code],
    {
      encoding: 'utf8',
      env: {},
    },
  );
  server.close();
  expect(JSON.parse(stdout)).toEqual({
    reads: 'ERR_ACCESS_DENIED',
    writes: 'ERR_ACCESS_DENIED',
    asks: 'ERR_ACCESS_DENIED',
    runs: 'ERR_ACCESS_DENIED',
    secrets: [],
  });
});
