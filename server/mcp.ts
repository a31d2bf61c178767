import type { ServerEventBus } from '@modelcontextprotocol/server';
import { type Context, Hono } from 'hono';
import { TrellisError } from '../db/errors.ts';
import type { BuildForHttp, Caller, HttpFace } from '../mcp-server/http/serve-http.ts';
import { requireRole } from './auth/guards.ts';
import type { AppEnv, Principal } from './auth/principal.ts';
import { assertOwnOrigin } from './auth/same-origin.ts';
import { isStillGranted } from './auth/still-granted.ts';
import type { Installation } from './installation.ts';
import { once } from './once.ts';
import { version } from './version.ts';

/** What of a request says where it comes from and who sent it; the terminal's key is not among it. */
const forwarded = ['authorization', 'user-agent', 'x-forwarded-for'] as const;

export interface McpOptions {
  /** Ends what is open when it is aborted. */
  closing?: AbortSignal;
  /** Makes a server instance; ours where it is left out. */
  build?: BuildForHttp;
  /** What open subscriptions listen to. */
  bus?: ServerEventBus;
}

/**
 * `/mcp`: the MCP server over Streamable HTTP. It asks this application as any program would, with the credentials of
 * whoever asks it, so that every permission is checked where it always is. `ask` is the application.
 */
export function mcpRoutes(
  installation: Installation,
  ask: (request: Request, env: object) => Response | Promise<Response>,
  options: McpOptions = {},
): Hono<AppEnv> {
  const { publicUrl, log } = installation;
  // Loaded with the first request to it.
  const face = once(async (): Promise<HttpFace> => {
    const report = (error: unknown) => log.warn({ err: error }, 'mcp');
    const [{ serveHttp }, { createFeedBus }, build] = await Promise.all([
      import('../mcp-server/http/serve-http.ts'),
      import('../mcp-server/feed/feed-bus.ts'),
      options.build ?? ours(installation),
    ]);
    const { feed } = installation;
    // One for all who listen: it tells which things changed and nothing of what they are.
    const bus =
      options.bus ??
      createFeedBus({ ask: (after, signal) => feed.since(after, { looks: 25, signal }), report });
    const served = serveHttp({ build, report, bus });
    options.closing?.addEventListener('abort', () => void served.close());
    return served;
  });
  return new Hono<AppEnv>().on(['GET', 'POST', 'DELETE'], '/', async (c) => {
    assertOwnOrigin(c, publicUrl);
    const principal = requireProgram(c);
    return (await face()).fetch(c.req.raw, {
      owner: ownerOf(principal),
      request: requestAs(c, publicUrl, ask),
      isAllowed: () => isStillGranted(principal, installation),
    });
  });
}

async function ours({ log, clock }: Installation): Promise<BuildForHttp> {
  const [{ buildServer }, { createFilings }, { createHttpPort }, { tools }] = await Promise.all([
    import('../mcp-server/build-server.ts'),
    import('../mcp-server/confirming/filings.ts'),
    import('../mcp-server/port/http-port.ts'),
    import('../tools/registry.ts'),
  ]);
  const report = (error: unknown) => log.warn({ err: error }, 'mcp');
  const filings = createFilings(clock);
  return ({ request, ...connection }) =>
    buildServer({ ...connection, port: createHttpPort(request, tools), version, report, filings });
}

/** A browser's cookie opens nothing here: what a page can make a browser send must not speak for its person. */
function requireProgram(c: Context<AppEnv>): Principal {
  const principal = requireRole(c);
  if (principal.proof !== 'session') return principal;
  throw new TrellisError(
    'auth.required',
    'Send a bearer token: a session of the console does not count here.',
  );
}

/** With what was granted: what was opened, or asked, with one token is nothing to another of the same person. */
function ownerOf({ proof, person, grant }: Principal): string {
  const granted = grant ? [grant.id, [...grant.scopes].sort().join('.')] : [];
  return [proof, person.id, ...granted].join(':');
}

function requestAs(
  c: Context<AppEnv>,
  publicUrl: string,
  ask: (request: Request, env: object) => Response | Promise<Response>,
): Caller['request'] {
  const own = forwarded.flatMap((name) => {
    const value = c.req.header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const env = (c.env ?? {}) as object;
  return async (path, { headers, ...init }) =>
    ask(new Request(publicUrl + path, { ...init, headers: { ...headers, ...Object.fromEntries(own) } }), env);
}
