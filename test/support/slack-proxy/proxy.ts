import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { lintMessage, lintView } from '../../../integrations/slack/blocks/lint/lint.ts';
import { slackTokens } from '../local-slack.ts';
import { type Answer, type Call, type Emulator, readCall } from './call.ts';
import { headerLines, repeatFrames } from './doubling.ts';
import { createFaults, type Fault, fail } from './faults.ts';
import { createStreams, type Stream } from './streams.ts';

export interface SlackProxy {
  /** What the app takes for Slack's Web API. */
  apiUrl: string;
  /** How often everything that Slack sends is delivered; 2 from the start, as if the first was always lost. */
  deliveries: number;
  /** Orders that something goes wrong with the next calls of a method. */
  order(fault: Fault): void;
  /** Every call of the Web API so far, refused ones too. */
  calls: Call[];
  /** Statuses that were set, the last one last: of sessions and of threads. */
  statuses: { channel: string; thread: string; status: string }[];
  streams(): Stream[];
  stop(): Promise<void>;
}

/**
 * Stands before the Slack emulator on `port`. It delivers what Slack sends more than once, has the methods that the
 * emulator lacks (streaming, sessions, metadata of messages) as they are documented, makes calls fail when told to, and
 * refuses with `invalid_blocks` what Slack would refuse, with our reasons in `response_metadata`.
 */
export async function startSlackProxy(
  port: number,
  { clock = Date.now }: { clock?: () => number } = {},
): Promise<SlackProxy> {
  const sockets = new Set<Socket>();
  const faults = createFaults();
  const emulator: Emulator = async (method, args) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slackTokens.botToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    return (await response.json()) as Answer;
  };
  const streams = createStreams(emulator, clock);
  /** What messages carry, by channel and ts. The emulator forgets it. */
  const metadata = new Map<string, unknown>();

  async function answerCall(call: Call): Promise<Answer | undefined> {
    const { method, args } = call;
    const reasons = lint(call);
    if (reasons.length > 0)
      return { ok: false, error: 'invalid_blocks', response_metadata: { messages: reasons } };
    const streamed = await streams.answer(call);
    if (streamed) {
      if (args.metadata && streamed.ok) metadata.set(`${args.channel}:${streamed.ts}`, args.metadata);
      return streamed;
    }
    if (method === 'chat.update' && streams.isStreaming(args as { channel: string; ts: string }))
      return { ok: false, error: 'streaming_state_conflict' };
    if (method === 'agents.sessions.setStatus' || method === 'assistant.threads.setStatus') {
      const channel = args.channel_id as string;
      proxy.statuses.push({ channel, thread: args.thread_ts, status: args.status });
      return { ok: true, status: args.status };
    }
    if (/^(agents\.sessions|assistant\.threads)\./.test(method)) return { ok: true };
    return undefined;
  }

  /** What the emulator answered, with what it does not know. */
  function completed(call: Call, answer: Answer): Answer {
    const { method, args } = call;
    if (method === 'chat.postMessage' && answer.ok && args.metadata)
      metadata.set(`${answer.channel}:${answer.ts}`, args.metadata);
    if (/^conversations\.(replies|history)$/.test(method) && String(args.include_all_metadata) === 'true') {
      for (const message of (answer.messages ?? []) as { ts: string; metadata?: unknown }[]) {
        const known = metadata.get(`${args.channel}:${message.ts}`);
        if (known) message.metadata = known;
      }
    }
    return answer;
  }

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const call = readCall(request.url ?? '', type, body);
    if (call) proxy.calls.push(call);
    const fault = call && faults.take(call.method);
    await fault?.until;
    if (fault && fail(response, fault)) return;
    const own = call && (await answerCall(call));
    if (own) {
      if (fault) return void response.destroy();
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(own));
    }
    const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      ...(request.method === 'POST' && { body }),
    });
    const text = (await answer.text()).replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${ownPort()}`);
    const json = answer.headers.get('content-type')?.includes('json');
    const whole = call && json ? JSON.stringify(completed(call, JSON.parse(text) as Answer)) : text;
    if (fault) return void response.destroy();
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? 'application/json',
    });
    response.end(whole);
  }

  const server = createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
  // A connection that ends just when it is used again would be a fault that no test has ordered.
  server.keepAliveTimeout = 600_000;
  server.on('upgrade', (request, client: Socket) => {
    const upstream = connect(port, '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        client.destroy();
        upstream.destroy();
      });
    }
    upstream.write(`GET ${request.url} HTTP/1.1\r\n${headerLines(request)}\r\n`);
    client.pipe(upstream);
    upstream.pipe(repeatFrames(() => proxy.deliveries)).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const ownPort = () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is not listening');
    return address.port;
  };
  const proxy: SlackProxy = {
    apiUrl: `http://127.0.0.1:${ownPort()}/api/`,
    deliveries: 2,
    order: faults.order,
    calls: [],
    statuses: [],
    streams: streams.all,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

/** Why Slack would refuse it; empty when it would take it. */
function lint({ method, args }: Call): string[] {
  if (/^chat\.(postMessage|postEphemeral|update)$/.test(method))
    return lintMessage({ text: args.text ?? '', ...(args.blocks && { blocks: args.blocks }) });
  if (/^views\.(open|push|update|publish)$/.test(method) && args.view) return lintView(args.view);
  if (method === 'chat.stopStream' && args.blocks) return lintMessage({ text: ' ', blocks: args.blocks });
  return [];
}
