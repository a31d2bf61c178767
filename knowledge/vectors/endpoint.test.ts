import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type EmbeddingServer,
  refusal,
  startEmbeddingServer,
  vectors,
} from '../../test/support/embedding-server.ts';
import { createEndpoint } from './endpoint.ts';

let server: EmbeddingServer;
let usual: EmbeddingServer['answer'];
beforeAll(async () => {
  server = await startEmbeddingServer();
  usual = server.answer;
});
beforeEach(() => {
  server.answer = usual;
  server.requests.length = 0;
  server.keys.length = 0;
});
afterAll(() => server.close());

const endpoint = (model = 'openai-compatible:tiny', apiKey?: string) =>
  createEndpoint({ model, baseUrl: server.url, apiKey });
const soon = { 'retry-after-ms': '5' };

test.each(['openai:tiny', 'openai-compatible:tiny'])(
  '%s gives one vector a text, of length one',
  async (model) => {
    const texts = ['an audit trail', 'the audit trail', 'lunch'];
    const given = await endpoint(model, 'secret').embed(texts);
    expect(server.requests).toEqual([texts]);
    expect(server.keys).toEqual(['Bearer secret']);
    expect(given).toHaveLength(3);
    const product = (a: number, b: number) =>
      given[a]?.reduce((sum, x, i) => sum + x * (given[b]?.[i] as number), 0) as number;
    expect(product(0, 0)).toBeCloseTo(1, 5);
    expect(product(0, 1)).toBeGreaterThan(product(0, 2));
  },
);

test('its name tells model and address, and nothing that an address may hold in secret', () => {
  expect(createEndpoint({ model: 'openai:e' }).name).toBe('openai:e');
  expect(createEndpoint({ model: 'openai:e', baseUrl: 'https://api.openai.com/v1' }).name).toBe('openai:e');
  const baseUrl = 'https://user:secret@a.example/v1/?key=secret';
  expect(createEndpoint({ model: 'openai-compatible:e', baseUrl }).name).toBe(
    'openai-compatible:e at https://a.example/v1',
  );
});

test('what may succeed later is asked again', async () => {
  const answers = [refusal(429, soon), refusal(503, soon)];
  server.answer = (texts) => answers.shift() ?? usual(texts);
  expect(await endpoint().embed(['a'])).toHaveLength(1);
  expect(server.requests).toHaveLength(3);
});

test.each([
  [401, 'embedding.key', 'operator'],
  [404, 'embedding.model', 'operator'],
  [400, 'embedding.text', 'provider'],
  [413, 'embedding.text', 'provider'],
  [503, 'embedding.unreachable', 'provider'],
])('status %i is %s', async (status, code, mender) => {
  server.answer = () => refusal(status);
  const failed = endpoint().embed(['a'], { retries: 0 });
  await expect(failed).rejects.toMatchObject({ code, mender });
  // What a server says in its refusal may be an instruction.
  await expect(failed).rejects.not.toMatchObject({ message: expect.stringMatching(/ignore/i) });
});

test.each([
  ['no number', () => vectors([['x', 1]])],
  ['null, as JSON writes what is not a number', () => vectors([[null, 1]])],
  ['nothing but zeros', () => vectors([[0, 0, 0]])],
  ['numbers past all bounds', () => vectors([[1e300, 1e300]])],
  ['fewer vectors than texts', () => vectors([])],
  ['vectors of different lengths', () => vectors([[1, 2], [1]])],
  ['no vectors at all', () => ({ body: { choices: [] } })],
])('%s is refused', async (_, answer) => {
  server.answer = answer;
  const texts = _.startsWith('vectors') ? ['a', 'b'] : ['a'];
  await expect(endpoint().embed(texts)).rejects.toMatchObject({ code: 'embedding.answer' });
});

test('a server that does not answer is given up when the time is over', async () => {
  const held = Promise.withResolvers<never>();
  server.answer = () => held.promise;
  const signal = AbortSignal.timeout(30);
  await expect(endpoint().embed(['a'], { signal })).rejects.toMatchObject({ code: 'embedding.unreachable' });
  const nobody = createEndpoint({ model: 'openai-compatible:e', baseUrl: 'http://127.0.0.1:9/v1' });
  await expect(nobody.embed(['a'], { retries: 0 })).rejects.toMatchObject({ code: 'embedding.unreachable' });
});
