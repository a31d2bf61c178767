import type { Command } from 'commander';
import { version } from '../../server/version.ts';
import type { Session } from '../session.ts';

/** `trellis mcp`: the tools over standard input and output, for IDEs. */
export function addMcp(program: Command, session: Session): void {
  program
    .command('mcp')
    .description('serve the tools over MCP on standard input and output')
    .action(async () => {
      const [{ serveMcpOverStdio }, { createHttpPort }] = await Promise.all([
        import('../../mcp-server/stdio.ts'),
        import('../../mcp-server/port/http-port.ts'),
      ]);
      await serveMcpOverStdio({
        version,
        connect: async () => {
          const [{ connect }, { tools }] = await Promise.all([
            import('../client.ts'),
            import('../../tools/registry.ts'),
          ]);
          const client = await connect(session.config());
          return { ...createHttpPort(client.request, tools), close: client.close };
        },
      });
    });
}
