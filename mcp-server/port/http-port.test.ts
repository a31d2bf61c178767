import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../tools/tool.ts';
import { type ApiRequest, createHttpPort } from './http-port.ts';

const tool = (name: string) =>
  defineTool({
    name,
    title: name,
    description: name,
    input: z.object({}),
    output: z.object({}),
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    role: 'viewer',
    run: async () => ({}),
  });
const answering =
  (status: number, body: string): ApiRequest =>
  async () =>
    new Response(body, { status });

test('only the tools that the principal may call are listed, in the order of the registry', async () => {
  const port = createHttpPort(answering(200, '{"tools":["c","a","unknown"]}'), [
    tool('a'),
    tool('b'),
    tool('c'),
  ]);
  expect((await port.list()).map((definition) => definition.name)).toEqual(['a', 'c']);
});

test('a refused listing throws what the server said', async () => {
  const body = '{"error":{"code":"auth.required","message":"Sign in first."}}';
  await expect(createHttpPort(answering(401, body), []).list()).rejects.toMatchObject({
    code: 'auth.required',
    message: 'Sign in first.',
  });
});

test('credentials that are no longer valid throw, so that the connection is made anew', async () => {
  const body = '{"error":{"code":"auth.bad_token","message":"The bearer token is not valid."}}';
  await expect(createHttpPort(answering(401, body), []).call('a', {})).rejects.toMatchObject({
    code: 'auth.bad_token',
  });
});

test('the input is the body, the name is escaped and the face is named', async () => {
  const seen: unknown[] = [];
  const port = createHttpPort(async (path, init) => {
    seen.push(path, init.method, init.headers['x-trellis-via'], init.body);
    return Response.json({ output: { count: 1 } });
  }, []);
  expect(await port.call('a/../b', { x: 1 })).toEqual({ ok: true, output: { count: 1 } });
  expect(seen).toEqual(['/api/tools/a%2F..%2Fb', 'POST', 'mcp', '{"x":1}']);
});

test('an error body is a result with its faults', async () => {
  const fault = { path: 'condition', message: 'unknown name', line: 1, column: 4 };
  const body = JSON.stringify({
    error: { code: 'condition.unknown_name', message: 'No such field.', faults: [fault] },
  });
  expect(await createHttpPort(answering(422, body), []).call('a', {})).toEqual({
    ok: false,
    error: { code: 'condition.unknown_name', message: 'No such field.', faults: [fault] },
  });
});

test.each([
  [502, '<html>bad gateway</html>'],
  [200, 'not json'],
  [500, '{}'],
])('an unreadable answer (%i %s) is an error that says so', async (status, body) => {
  expect(await createHttpPort(answering(status, body), []).call('a', {})).toMatchObject({
    ok: false,
    error: { code: 'api.unexpected', message: expect.stringContaining(`HTTP ${status}`) },
  });
});

test('a reading is the JSON of the answer, and throws what the server refuses with', async () => {
  expect(await createHttpPort(answering(200, '{"version":3}'), []).read('/api/program')).toEqual({
    version: 3,
  });
  const body = '{"error":{"code":"role.forbidden","message":"Ask an admin."}}';
  await expect(createHttpPort(answering(403, body), []).read('/api/audit')).rejects.toMatchObject({
    code: 'role.forbidden',
  });
});

test('who waits is told how far it is, line by line, and then gets the answer', async () => {
  const lines = [
    { progress: { words: 'one' } },
    { progress: { words: 'two' } },
    { report: { output: { count: 3 } } },
  ];
  const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  const accepted: unknown[] = [];
  const port = createHttpPort(async (_, { headers }) => {
    accepted.push(headers.accept);
    return new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
  }, []);
  const told: string[] = [];
  expect(await port.call('a', {}, { onProgress: (words) => void told.push(words) })).toEqual({
    ok: true,
    output: { count: 3 },
  });
  expect(told).toEqual(['one', 'two']);
  expect(accepted).toEqual(['application/x-ndjson']);
});

test.each([
  ['{"error":{"code":"track.exists","message":"There is one.","faults":[]}}\n', 'track.exists'],
  ['{"progress":{"words":"one"}}\n', 'api.unexpected'],
  ['{"progress":', 'api.unexpected'],
])('lines that end with %j are the error %s', async (body, code) => {
  const answer: ApiRequest = async () =>
    new Response(body, { headers: { 'content-type': 'application/x-ndjson' } });
  expect(await createHttpPort(answer, []).call('a', {}, { onProgress: () => {} })).toMatchObject({
    ok: false,
    error: { code },
  });
});

test('a call that is called off rejects, whatever is answered', async () => {
  const abort = new AbortController();
  const port = createHttpPort(async (_, { signal }) => {
    expect(signal).toBe(abort.signal);
    abort.abort();
    return Response.json({ output: {} });
  }, []);
  await expect(port.call('a', {}, { signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
});
