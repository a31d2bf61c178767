import { resolve } from 'node:path';
import type { Command } from 'commander';
import { version } from '../../server/version.ts';
import { mcpClients, mcpConfig } from '../mcp-config.ts';
import { print } from '../output.ts';
import { remoteBase } from '../remote.ts';
import type { Session } from '../session.ts';

const checkout = resolve(import.meta.dirname, '../..');

/** `trellis mcp`: the tools over standard input and output, for IDEs. */
export function addMcp(program: Command, session: Session): void {
  program
    .command('mcp')
    .description('serve the tools over MCP on standard input and output')
    .option('--url <url>', 'of a Trellis elsewhere, in the name of the access token in TRELLIS_TOKEN')
    .option('--print-config <client>', `print its configuration instead: ${mcpClients.join(', ')}`)
    .action(async ({ url, printConfig: client }: { url?: string; printConfig?: string }) => {
      if (client !== undefined) return printConfig(client, session, url);
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
        ask: async (path, signal) => {
          const { askOwner, readAnswer } = await import('../client.ts');
          if (remote) return readAnswer(await remote(path, { signal }));
          return askOwner(session.config(), path, signal);
        },
      });
    });
}

/** What is pasted goes to standard output; where to, and what else there is to do, beside it. */
function printConfig(client: string, session: Session, url: string | undefined): void {
  const reach = url === undefined ? { home: session.ownHome() } : { url: remoteBase(url) };
  const { file, text, note } = mcpConfig(client, { folder: checkout, ...reach });
  process.stderr.write(`For ${file}:\n`);
  print(text);
  if (note !== undefined) process.stderr.write(`${note}\n`);
}

async function remoteOf(session: Session, url: string) {
  const { createRemoteRequest } = await import('../remote.ts');
  return createRemoteRequest(url, session.config().TRELLIS_TOKEN);
}
