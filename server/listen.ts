import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { TrellisError } from '../db/errors.ts';

/** `env` tells which connection the request came by. */
type Fetch = (request: Request, env: object) => Response | Promise<Response>;

export interface Listener {
  /** `http://host:port` as this machine reaches it. */
  url: string;
  /** Until it is called every request is told to come back. */
  serve(fetch: Fetch): void;
  close(): Promise<void>;
}

/** Takes the port at once, so that its number is known, and a taken one is told, before the rest is started. */
export async function listen(host: string, port: number): Promise<Listener> {
  let serving: Fetch = () =>
    Response.json(
      {
        error: {
          code: 'server.starting',
          message: 'Trellis is starting; try again in a moment.',
          mender: 'us',
          faults: [],
        },
      },
      { status: 503, headers: { 'retry-after': '2' } },
    );
  const server = createAdaptorServer({ fetch: (request: Request, env: object) => serving(request, env) });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  const reached = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
  const name = reached.includes(':') ? `[${reached}]` : reached;
  return {
    url: `http://${name}:${taken}`,
    serve(fetch) {
      serving = fetch;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeIdleConnections' in server) server.closeIdleConnections();
        // A client that keeps its connection busy must not keep us from ending.
        setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 2_000).unref();
      }),
  };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new TrellisError(
      'server.port_in_use',
      `Port ${port} is taken by another program: set PORT to a free one, or 0 for any.`,
      {
        mender: 'operator',
        cause: error,
      },
    );
  }
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL') {
    return new TrellisError(
      'server.cannot_listen',
      `Cannot listen on ${host}:${port}: check HOST and PORT.`,
      {
        mender: 'operator',
        cause: error,
      },
    );
  }
  return error;
}
