import { once } from 'node:events';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import { buildServer } from './build-server.ts';
import { takeStdout } from './protocol-stdout.ts';
import type { ToolPort } from './tool-port.ts';

/**
 * `trellis mcp`: serves the tools of `port` over standard input and output, to clients of both protocol eras, until
 * the client closes its end. `connect` is called after standard output was taken for the protocol, so that nothing
 * it loads can print there. Reports go to standard error.
 */
export async function serveMcpOverStdio(options: {
  version: string;
  connect: () => Promise<ToolPort>;
}): Promise<void> {
  const output = takeStdout();
  const port = await options.connect();
  const report = (error: unknown) => console.error(error instanceof Error ? error.message : error);
  const ended = once(process.stdin, 'close');
  const served = serveStdio(() => buildServer(port, { version: options.version, report }), {
    transport: new StdioServerTransport(process.stdin, output),
    onerror: report,
  });
  await ended;
  await served.close();
}
