import { McpServer } from '@modelcontextprotocol/server';
import { beforeEach, expect, test, vi } from 'vitest';
import { createSessions, type SessionLimits } from './sessions.ts';

const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const address = 'http://127.0.0.1/mcp';

function post(body: object, session?: string): Request {
  const own = session === undefined ? {} : { 'mcp-session-id': session };
  return new Request(address, {
    method: 'POST',
    headers: { ...headers, ...own },
    body: JSON.stringify(body),
  });
}
const initialize = () =>
  post({
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
  });
const ping = (session: string) => post({ jsonrpc: '2.0', id: 2, method: 'ping', params: {} }, session);
const callSlow = (session: string) =>
  post({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'slow' } }, session);
const listen = (session: string) =>
  new Request(address, { headers: { accept: 'text/event-stream', 'mcp-session-id': session } });

function start(limits: Partial<SessionLimits> = {}) {
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const built = vi.fn(async () => {
    const server = new McpServer({ name: 'test', version: '1' });
    server.registerTool('slow', {}, async () => {
      await answered;
      return { content: [{ type: 'text', text: 'answered' }] };
    });
    return server;
  });
  const sessions = createSessions({ build: built, report: () => {}, limits });
  const open = async (owner = 'ada') => {
    const response = await sessions.fetch(initialize(), owner);
    await response.text();
    return { status: response.status, id: response.headers.get('mcp-session-id') ?? '' };
  };
  const isOpen = async (id: string, owner = 'ada') => {
    const response = await sessions.fetch(ping(id), owner);
    await response.text();
    return response.status === 200;
  };
  return { sessions, built, open, isOpen, answer };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

test('a session is its owner’s: for anybody else it was never there', async () => {
  const { sessions, open, isOpen } = start();
  const { id } = await open('ada');
  const foreign = await sessions.fetch(ping(id), 'eve');
  const unknown = await sessions.fetch(ping('guessed'), 'eve');
  expect([foreign.status, await foreign.text()]).toEqual([unknown.status, await unknown.text()]);
  expect(foreign.status).toBe(404);
  expect(await isOpen(id, 'ada')).toBe(true);
});

test('it is closed when it was idle for long, and not before', async () => {
  const { open, isOpen } = start({ idleMs: 1000 });
  const { id } = await open();
  await vi.advanceTimersByTimeAsync(999);
  expect(await isOpen(id)).toBe(true);
  await vi.advanceTimersByTimeAsync(999);
  expect(await isOpen(id)).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect(await isOpen(id)).toBe(false);
});

test('an open stream keeps it, until its client lets go', async () => {
  const { sessions, open, isOpen } = start({ idleMs: 1000 });
  const { id } = await open();
  const stream = await sessions.fetch(listen(id), 'ada');
  expect(stream.status).toBe(200);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await isOpen(id)).toBe(true);
  await stream.body?.cancel();
  await vi.advanceTimersByTimeAsync(1000);
  expect(await isOpen(id)).toBe(false);
});

test('one too many closes the one of the same owner that was used longest ago', async () => {
  const { open, isOpen } = start({ perOwner: 2 });
  const other = await open('eve');
  const first = await open('ada');
  const second = await open('ada');
  await isOpen(first.id);
  const third = await open('ada');
  expect(await isOpen(second.id)).toBe(false);
  expect(await isOpen(first.id)).toBe(true);
  expect(await isOpen(third.id)).toBe(true);
  expect(await isOpen(other.id, 'eve')).toBe(true);
});

test('one that only listens makes room after those that do nothing', async () => {
  const { sessions, open, isOpen } = start({ perOwner: 2 });
  const listening = await open();
  const stream = await sessions.fetch(listen(listening.id), 'ada');
  const idle = await open();
  const third = await open();
  expect([await isOpen(listening.id), await isOpen(idle.id)]).toEqual([true, false]);
  await sessions.fetch(listen(third.id), 'ada');
  await open();
  expect([await isOpen(listening.id), await stream.text()]).toEqual([false, '']);
});

test('where all wait for an answer another one is refused, however many ask at once', async () => {
  const { sessions, open, built, answer } = start({ all: 2 });
  const waiting = [];
  for (const owner of ['ada', 'bob']) {
    waiting.push(await sessions.fetch(callSlow((await open(owner)).id), owner));
  }
  const refused = await Promise.all([1, 2, 3].map(() => open('eve')));
  expect(refused.map(({ status }) => status)).toEqual([503, 503, 503]);
  expect(built).toHaveBeenCalledTimes(2);
  answer();
  for (const response of waiting) expect(await response.text()).toContain('answered');
});

test('at once they open no more than there is room for', async () => {
  const { open, isOpen } = start({ perOwner: 2 });
  const opened = await Promise.all([1, 2, 3, 4, 5].map(() => open()));
  const alive = await Promise.all(opened.map(({ id }) => isOpen(id)));
  expect(alive.filter(Boolean)).toHaveLength(2);
});

test('nothing is built for who does not begin with initialize', async () => {
  const { sessions, built } = start();
  for (const request of [
    post({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    post([] as never),
    listen(''),
  ]) {
    expect((await sessions.fetch(request, 'ada')).status).toBeGreaterThanOrEqual(400);
  }
  expect(built).not.toHaveBeenCalled();
});

test('the end closes every stream', async () => {
  const { sessions, open } = start();
  const stream = await sessions.fetch(listen((await open()).id), 'ada');
  const read = stream.text();
  await sessions.close();
  expect(await read).toBe('');
});
