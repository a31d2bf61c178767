import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const looked: string[] = [];
/** Names resolve as a hostile name server would have it. */
vi.mock('node:dns', () => ({
  lookup: (name: string, _options: unknown, done: (error: null, addresses: object[]) => void) => {
    looked.push(name);
    const addresses: Record<string, object[]> = {
      'inside.example': [{ address: '127.0.0.1', family: 4 }],
      'metadata.example': [
        { address: '169.254.169.254', family: 4 },
        { address: 'fd00::1', family: 6 },
      ],
    };
    done(null, addresses[name] ?? []);
  },
}));
const { post } = await import('./post.ts');
const { PrivateAddress } = await import('../../net/public-host.ts');

let asked = 0;
const server = createServer((_, answer) => {
  asked++;
  answer.end();
});
beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
afterAll(() => new Promise((done) => server.close(done)));

const to = (host: string) =>
  post(new URL(`http://${host}:${(server.address() as AddressInfo).port}/`), {
    headers: {},
    body: '{}',
    timeoutMs: 2000,
    allowPrivate: false,
  });

test('a name that resolves to this machine is not connected to, and is looked up for each connection', async () => {
  await expect(to('inside.example')).rejects.toBeInstanceOf(PrivateAddress);
  await expect(to('inside.example')).rejects.toBeInstanceOf(PrivateAddress);
  await expect(to('metadata.example')).rejects.toBeInstanceOf(PrivateAddress);
  expect(looked).toEqual(['inside.example', 'inside.example', 'metadata.example']);
  expect(asked).toBe(0);
});

test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]'])(
  'the address %s is not connected to',
  async (host) => {
    await expect(to(host)).rejects.toBeInstanceOf(PrivateAddress);
    expect(asked).toBe(0);
  },
);
