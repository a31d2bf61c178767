import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/**
 * Stands before the Slack emulator on `port` and delivers every event of the socket twice, as Slack does when it
 * believes that the first was lost. Web API calls pass unchanged, except that the socket's address leads here.
 */
export async function startDoublingProxy(port: number): Promise<{ apiUrl: string; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void forward(request, response, port, own());
  });
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
    upstream.pipe(doubleEvents()).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = () => {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is not listening');
    return address.port;
  };
  return {
    apiUrl: `http://127.0.0.1:${own()}/api/`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  own: number,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { authorization = '', 'content-type': type = '' } = request.headers;
  const answer = await fetch(`http://127.0.0.1:${port}${request.url}`, {
    method: request.method,
    headers: { authorization, 'content-type': type },
    ...(request.method === 'POST' && { body: Buffer.concat(chunks) }),
  });
  const body = (await answer.text()).replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${own}`);
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'application/json',
  });
  response.end(body);
}

/** Without extensions, so that frames arrive uncompressed and can be repeated as they are. */
function headerLines(request: IncomingMessage): string {
  return Object.entries(request.headers)
    .filter(([name]) => name !== 'sec-websocket-extensions')
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
}

/** Passes the handshake, then whole frames; a text frame that carries an event goes out twice. */
function doubleEvents(): Transform {
  let rest = Buffer.alloc(0);
  let inFrames = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      rest = Buffer.concat([rest, chunk]);
      if (!inFrames) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return done();
        inFrames = true;
        this.push(rest.subarray(0, end + 4));
        rest = rest.subarray(end + 4);
      }
      for (
        let length = frameLength(rest);
        length !== undefined && length <= rest.length;
        length = frameLength(rest)
      ) {
        const frame = rest.subarray(0, length);
        this.push(frame);
        if (frame.includes('"type":"events_api"')) this.push(frame);
        rest = rest.subarray(length);
      }
      done();
    },
  });
}

/** Bytes of the unmasked frame (RFC 6455, 5.2) that begins here; undefined while its header is not whole. */
function frameLength(bytes: Buffer): number | undefined {
  const short = (bytes[1] ?? 0) & 127;
  if (bytes.length < 2 || (short === 126 && bytes.length < 4) || (short === 127 && bytes.length < 10))
    return undefined;
  if (short === 126) return 4 + bytes.readUInt16BE(2);
  if (short === 127) return 10 + Number(bytes.readBigUInt64BE(2));
  return 2 + short;
}
