import { AsyncLocalStorage } from 'node:async_hooks';
import {
  createMcpHandler,
  isLegacyRequest,
  type McpServer,
  type ServerEventBus,
} from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';
import type { ApiRequest } from '../port/http-port.ts';
import { createSessions, type SessionLimits } from './sessions.ts';
import { whileAllowed } from './while-allowed.ts';

/** Whoever sent an HTTP request. */
export interface Caller {
  /** The principal in one word: a session is theirs alone. */
  owner: string;
  /** Asks Trellis with the credentials of that very request. */
  request: ApiRequest;
  /** Whether those credentials are still good. */
  isAllowed: () => Promise<boolean>;
}

/** Makes the server instance for one request of the modern era, or one session of the legacy era. */
export type BuildForHttp = (connection: {
  era: Connection['era'];
  request: ApiRequest;
  /** The owner of the request under way. */
  principal: () => string;
  bus?: ServerEventBus;
}) => Promise<McpServer>;

export interface HttpFace {
  fetch(request: Request, caller: Caller): Promise<Response>;
  /** Ends every session and every stream. */
  close(): Promise<void>;
}

/**
 * Streamable HTTP for clients of both eras at one address. Whose credentials a request carries, from where it may come
 * and to which name it was sent is checked before it gets here.
 */
export function serveHttp(options: {
  build: BuildForHttp;
  report: (error: unknown) => void;
  /** What open subscriptions of both eras listen to. */
  bus?: ServerEventBus;
  limits?: Partial<SessionLimits>;
}): HttpFace {
  const { report, bus, limits } = options;
  // With the request and not with the session: a session outlives the token that it was opened with.
  const callers = new AsyncLocalStorage<Caller>();
  const caller = (): Caller => {
    const caller = callers.getStore();
    if (!caller) throw new Error('asked for outside of a request');
    return caller;
  };
  const request: ApiRequest = (path, init) => caller().request(path, init);
  const principal = () => caller().owner;
  const modern = createMcpHandler(({ era }) => options.build({ era, request, principal }), {
    legacy: 'reject',
    onerror: report,
    ...(bus && { bus }),
  });
  const legacy = createSessions({
    build: () => options.build({ era: 'legacy', request, principal, ...(bus && { bus }) }),
    report,
    ...(limits && { limits }),
  });
  return {
    fetch: (asked, caller) =>
      callers.run(caller, async () => {
        const isLegacy = await isLegacyRequest(asked);
        const response = await (isLegacy ? legacy.fetch(asked, caller.owner) : modern.fetch(asked));
        return whileAllowed(response, caller.isAllowed);
      }),
    async close() {
      await Promise.all([modern.close(), legacy.close()]);
    },
  };
}
