import { once } from 'node:events';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { buildServer } from './build-server.ts';
import { createFilings } from './confirming/filings.ts';
import { createFeedBus, feedPath } from './feed/feed-bus.ts';
import { noticeListen } from './feed/notice-listen.ts';
import { leasePort, type OpenPort } from './port/leased-port.ts';
import { takeStdout } from './protocol-stdout.ts';

/** Longer than the pauses within one answer of a model, shorter than anybody waits for a start. */
const idleMs = 2_000;

/**
 * `trellis mcp`: serves the tools over standard input and output, to clients of both protocol eras, until the client
 * closes its end. `connect` is first called after standard output was taken for the protocol, so that nothing it loads
 * can print there, and again whenever a call comes after a pause. Throws what the first connection throws. Reports go
 * to standard error. `ask` gives the JSON that `GET path` answers with where a Trellis runs already, and undefined where
 * none does: to be told of changes nobody opens a database.
 */
export async function serveMcpOverStdio(options: {
  version: string;
  connect: () => Promise<OpenPort>;
  ask: (path: string, signal: AbortSignal) => Promise<unknown>;
}): Promise<void> {
  const output = takeStdout();
  const port = leasePort(options.connect, idleMs);
  const report = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const filings = createFilings();
  const ended = once(process.stdin, 'close');
  const listening = Promise.withResolvers<void>();
  const bus = createFeedBus({
    ask: (after, signal) => options.ask(feedPath(after), signal),
    report,
  });
  try {
    await port.list();
    const served = serveStdio(
      ({ era }) =>
        buildServer({
          port,
          version: options.version,
          report,
          era,
          filings,
          bus,
          listening: listening.promise,
        }),
      {
        transport: noticeListen(new StdioServerTransport(process.stdin, output), listening.resolve),
        onerror: report,
      },
    );
    await ended;
    await served.close();
  } finally {
    await port.close();
  }
}
