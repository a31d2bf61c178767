import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { Hit } from '../types.ts';
import { rerankHits } from './rerank.ts';
import { createRerankEndpoint } from './rerank-endpoint.ts';

const hits = ['first', 'second', 'third'].map(
  (id) =>
    ({
      item: { id, title: id },
      passage: { heading: '', text: `About ${id}.` },
      score: 1,
      parts: { words: 1, grams: 0, meaning: 0 },
    }) as unknown as Hit,
);
const ids = (found: readonly Hit[]) => found.map((hit) => hit.item.id);

test('hits come in the order of the reranker, those it leaves out last, each with its score', async () => {
  const found = await rerankHits(
    async () => [
      { index: 2, score: 0.9 },
      { index: 1, score: 0.2 },
    ],
    'x',
    hits,
  );
  expect(ids(found)).toEqual(['third', 'second', 'first']);
  expect(found.map((hit) => hit.parts.rerank)).toEqual([0.9, 0.2, undefined]);
});

test.each([
  ['is late', () => new Promise<never>(() => {})],
  ['fails', () => Promise.reject(new Error('down'))],
  ['names what is not there', async () => [{ index: 7, score: 1 }]],
  ['gives no number', async () => [{ index: 0, score: Number.NaN }]],
])('a reranker that %s changes nothing', async (_, rerank) => {
  expect(await rerankHits(rerank, 'x', hits, 20)).toEqual(hits);
});

test('an endpoint is asked by Cohere’s protocol, with the key in its header alone', async () => {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      asked.push({ url: request.url, key: request.headers.authorization, ...JSON.parse(body) });
      response.end(JSON.stringify({ results: [{ index: 1, relevance_score: 0.7 }] }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const rerank = createRerankEndpoint({
    model: 'm',
    baseUrl: `http://127.0.0.1:${port}/v2/`,
    apiKey: 'secret',
  });
  expect(ids(await rerankHits(rerank, 'words', hits))).toEqual(['second', 'first', 'third']);
  expect(asked).toEqual([
    {
      url: '/v2/rerank',
      key: 'Bearer secret',
      model: 'm',
      query: 'words',
      documents: ['first\n\nAbout first.', 'second\n\nAbout second.', 'third\n\nAbout third.'],
      top_n: 3,
      return_documents: false,
    },
  ]);
  server.close();
});
