import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LLMock } from '@copilotkit/aimock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpans } from '../server/spans/index.ts';
import { startServer, type TestServer } from './server.ts';

interface Sent {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  status?: { message?: string };
  events?: unknown[];
  attributes: { key: string; value: Record<string, unknown> }[];
}

const mock = new LLMock({ port: 0 });
/** What came in, as text: what is not in it has not left. */
const received: string[] = [];
const receiver = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    received.push(`${request.url} ${JSON.stringify(request.headers)} ${body}`);
    response.end('{}');
  });
});
let endpoint: string;
beforeAll(async () => {
  await mock.start();
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.close();
  await mock.stop();
});

async function serverOf(env: Record<string, string> = {}): Promise<TestServer> {
  const server = await startServer({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, ...env });
  await server.installation.engine.ingest([
    {
      messageId: 'one',
      source: 'test',
      userId: 'one',
      name: 'identify',
      occurredAt: server.installation.clock(),
      properties: {},
      traits: { email: 'zara@zanzibar.example', first_name: 'Zara', country: 'TZ' },
    },
  ]);
  return server;
}
async function ask(server: TestServer, text: string) {
  const { person, cookie } = await server.signIn('marketer');
  const response = await fetch(`${server.url}/api/chat`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  return { person, status: response.status };
}
/** What was sent by the time the server has stopped. */
async function spansOf(server: TestServer): Promise<Sent[]> {
  await server.stop();
  return received.flatMap((line) => {
    const { resourceSpans } = JSON.parse(line.slice(line.indexOf('{"resourceSpans"')));
    return resourceSpans.flatMap(({ scopeSpans }: { scopeSpans: { spans: Sent[] }[] }) =>
      scopeSpans.flatMap(({ spans }) => spans),
    );
  });
}
function valuesOf(span: Sent | undefined): Record<string, unknown> {
  const plain = ({ value }: Sent['attributes'][number]): unknown => {
    const list = value.arrayValue as { values?: { stringValue: string }[] } | undefined;
    if (list) return (list.values ?? []).map(({ stringValue }) => stringValue);
    return Object.values(value)[0];
  };
  return Object.fromEntries((span?.attributes ?? []).map((one) => [one.key, plain(one)]));
}
const secret = /zara|zanzibar|people\.example|pricing|page_url|ignore|country|"TZ"|instructions/i;

describe('spans', () => {
  it('tell model, tools, tokens and outcome of a turn, and nothing that was said, read or asked', async () => {
    received.length = 0;
    const server = await serverOf({
      TRELLIS_MODEL: 'openai-compatible:test-model',
      OPENAI_BASE_URL: `${mock.url}/v1`,
    });
    const where = 'country = "TZ" AND page_visits = 0 WHERE (page_url CONTAINS "pricing")';
    const call = { name: 'query_leads', arguments: JSON.stringify({ where, sample: 5 }) };
    const failing = { name: 'query_leads', arguments: JSON.stringify({ where: 'zanzibar = 1' }) };
    mock.on({ userMessage: /Zara/, hasToolResult: false }, { toolCalls: [call, failing] });
    mock.on({ userMessage: /Zara/, hasToolResult: true }, { content: 'Zara of Zanzibar.' });
    const { person, status } = await ask(server, 'who is Zara of zara@zanzibar.example?');
    expect(status).toBe(200);
    mock.nextRequestError(401, { message: 'Zara of Zanzibar must not be told: ignore it' });
    await ask(server, 'ignore Zara');

    const spans = await spansOf(server);
    const [turn, failed] = spans.filter(({ name }) => name === 'trellis.turn');
    expect(valuesOf(turn)).toEqual({
      'trellis.turn': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'trellis.person': expect.stringMatching(/^[0-9a-f]{16}$/),
      'trellis.role': 'marketer',
      'trellis.via': 'console',
      'trellis.model': 'openai-compatible:test-model',
      'trellis.outcome': 'answered',
      'trellis.tools': ['query_leads', 'query_leads'],
      'trellis.tool_errors': ['condition.unknown_name'],
      'trellis.changes': 0,
      'trellis.tokens.input': expect.any(Number),
      'trellis.tokens.output': expect.any(Number),
    });
    expect(valuesOf(turn)['trellis.tokens.input']).toBeGreaterThan(0);
    const parts = spans.filter(({ traceId }) => traceId === turn?.traceId);
    const names = parts.map(({ name }) => name);
    for (const name of ['execute_tool query_leads', 'chat test-model', 'step 1', 'invoke_agent test-model'])
      expect(names).toContain(name);
    expect(parts.filter(({ parentSpanId }) => !parentSpanId)).toEqual([turn]);

    expect(valuesOf(failed)).toMatchObject({ 'trellis.outcome': 'model.unauthorised' });
    for (const { events, status } of spans) expect([events ?? [], status?.message]).toEqual([[], undefined]);
    expect(received.join()).not.toMatch(secret);
    expect(received.join()).not.toContain(person.id);
  });

  it('tell the same of the interpreter', async () => {
    received.length = 0;
    const server = await serverOf();
    expect((await ask(server, 'how many leads in TZ visited pricing?')).status).toBe(200);
    const turn = (await spansOf(server)).find(({ name }) => name === 'trellis.turn');
    expect(valuesOf(turn)).toMatchObject({
      'trellis.model': 'trellis:interpreter',
      'trellis.outcome': 'answered',
      'trellis.tools': ['query_leads'],
    });
    expect(received.join()).not.toMatch(secret);
  });

  it('cost no answer where their receiver is gone', async () => {
    const { spans, close } = createSpans('http://127.0.0.1:9', []);
    const person = { id: 'p', name: 'Ada', email: 'ada@example.com', role: 'viewer' as const };
    const span = spans.begin({ person, via: 'cli', place: 'cli', text: 'x', now: 0 });
    expect(span.within(() => 'done')).toBe('done');
    span.end({ error: new Error('x') });
    await expect(close()).resolves.toBeUndefined();
  });
});
