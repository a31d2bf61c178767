import { expect, test } from 'vitest';
import type { Queryable } from '../../db/connection.ts';
import { parseConfig } from '../config.ts';
import { lookAtConnectors } from './connectors.ts';

/** What is noted of each connector when the endpoints answer like this. */
async function noted(answer: () => Response | Promise<Response>, env: Record<string, string> = {}) {
  const asked: { url: string; key: string | null }[] = [];
  const db = {
    query: async (sql: string, [connector, failed, words]: unknown[] = []) =>
      sql.startsWith('insert')
        ? [{ connector, failures: failed ? 1 : 0, since: 0, words }]
        : [{ id: 'crm', waiting: 2, reason: 'webhook.status: 500' }],
  } as unknown as Queryable;
  const config = parseConfig({
    TRELLIS_MODEL: 'openai-compatible:one',
    OPENAI_BASE_URL: 'https://models.example/v1/',
    OPENAI_API_KEY: 'sk-secret',
    TRELLIS_EMBEDDING_MODEL: 'openai-compatible:two',
    TRELLIS_EMBEDDING_BASE_URL: 'https://vectors.example',
    ...env,
  });
  const get = (async (url: string, { headers }: { headers: Record<string, string> }) => {
    asked.push({ url, key: headers.authorization ?? null });
    return answer();
  }) as unknown as typeof fetch;
  const ports = { slack: { ping: async () => {} } } as unknown as Parameters<
    typeof lookAtConnectors
  >[0]['ports'];
  return {
    states: await lookAtConnectors({ db, config, ports, due: async () => true, fetch: get }, 0),
    asked,
  };
}

test('each connector is asked by itself, at its own address with its own key, and webhooks by what waits', async () => {
  const { states, asked } = await noted(() => new Response('', { status: 404 }));
  expect(asked).toEqual([
    { url: 'https://models.example/v1/models', key: 'Bearer sk-secret' },
    { url: 'https://vectors.example/models', key: null },
  ]);
  expect(states.map(({ connector, failures }) => [connector, failures])).toEqual([
    ['model', 0],
    ['embedding', 0],
    ['slack', 0],
    ['webhook crm', 1],
  ]);
});

test.each([
  ['refuses our key', () => new Response('', { status: 401 }), 'it refuses our key'],
  ['is at fault', () => new Response('', { status: 503 }), 'it answers with status 503'],
  ['is late', () => Promise.reject(new DOMException('late', 'TimeoutError')), 'nothing came back in time'],
  ['is not there', () => Promise.reject(new Error('connect to sk-secret')), 'it cannot be reached'],
])('an endpoint that %s is down, in words of ours', async (_, answer, words) => {
  const { states } = await noted(answer);
  expect(states[0]).toMatchObject({ connector: 'model', failures: 1 });
  expect(states[0]?.words).toContain(words);
  expect(JSON.stringify(states)).not.toContain('sk-secret');
});
