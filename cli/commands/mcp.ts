import type { Command } from 'commander';
import { version } from '../../server/version.ts';
import type { Session } from '../session.ts';

/** `trellis mcp`: the tools over standard input and output, for IDEs. */
export function addMcp(program: Command, session: Session): void {
  program
    .command('mcp')
    .description('serve the tools over MCP on standard input and output')
    .option('--url <url>', 'of a Trellis elsewhere, in the name of the access token in TRELLIS_TOKEN')
    .action(async ({ url }: { url?: string }) => {
      // Told at once, not at the first call.
      const remote = url === undefined ? undefined : await remoteOf(session, url);
      const [{ serveMcpOverStdio }, { createHttpPort }] = await Promise.all([
        import('../../mcp-server/stdio.ts'),
        import('../../mcp-server/port/http-port.ts'),
      ]);
      await serveMcpOverStdio({
        version,
        connect: async () => {
          const { tools } = await import('../../tools/registry.ts');
          if (remote) return { ...createHttpPort(remote, tools), close: async () => {} };
          const { connect } = await import('../client.ts');
          const client = await connect(session.config());
          return { ...createHttpPort(client.request, tools), close: client.close };
        },
      });
    });
}

async function remoteOf(session: Session, url: string) {
  const { createRemoteRequest } = await import('../remote.ts');
  return createRemoteRequest(url, session.config().TRELLIS_TOKEN);
}
