import { randomUUID } from 'node:crypto';
import {
  isInitializeRequest,
  type McpServer,
  WebStandardStreamableHTTPServerTransport,
} from '@modelcontextprotocol/server';
import { whenBodyEnds } from './when-body-ends.ts';

export interface SessionLimits {
  /** Sessions of one owner, and of all. */
  perOwner: number;
  all: number;
  /** A session without a request under way is closed after so long; its client opens another. */
  idleMs: number;
}

const usualLimits: SessionLimits = { perOwner: 16, all: 256, idleMs: 30 * 60_000 };

interface Session {
  owner: string;
  transport: WebStandardStreamableHTTPServerTransport;
  /** Requests under way, and of them the streams that its client only listens to. */
  inUse: number;
  listening: number;
  timer?: NodeJS.Timeout;
}

/** Sessions of clients of the legacy era: only with one can the server ask its client back. */
export function createSessions(options: {
  build: () => Promise<McpServer>;
  report: (error: unknown) => void;
  limits?: Partial<SessionLimits>;
}): { fetch(request: Request, owner: string): Promise<Response>; close(): Promise<void> } {
  const { perOwner, all, idleMs } = { ...usualLimits, ...options.limits };
  /** The one that was used longest ago first. */
  const sessions = new Map<string, Session>();
  let opening: Promise<unknown> = Promise.resolve();

  async function open(owner: string): Promise<Session> {
    const server = await options.build();
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, session),
    });
    const session: Session = { owner, transport, inUse: 0, listening: 0 };
    await server.connect(transport);
    server.server.onerror = options.report;
    const closed = transport.onclose;
    transport.onclose = () => {
      clearTimeout(session.timer);
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
      closed?.();
    };
    return session;
  }

  async function use(session: Session, request: Request): Promise<Response> {
    clearTimeout(session.timer);
    const listens = request.method === 'GET' ? 1 : 0;
    session.inUse += 1;
    session.listening += listens;
    const done = () => {
      session.inUse -= 1;
      session.listening -= listens;
      const id = session.transport.sessionId;
      if (session.inUse > 0 || id === undefined || !sessions.delete(id)) return;
      sessions.set(id, session);
      session.timer = setTimeout(() => void session.transport.close(), idleMs).unref();
    };
    try {
      return whenBodyEnds(await session.transport.handleRequest(request), done);
    } catch (error) {
      done();
      throw error;
    }
  }

  /** Whether there is room for one more, after the one that was used longest ago has made some. */
  async function makeRoom(owner: string): Promise<boolean> {
    const own = [...sessions.values()].filter((session) => session.owner === owner);
    const crowded = own.length >= perOwner ? own : sessions.size >= all ? [...sessions.values()] : undefined;
    if (!crowded) return true;
    // Who only listens is told to open another sooner than somebody is refused; who waits for an answer gets it.
    const given =
      crowded.find(({ inUse }) => inUse === 0) ?? crowded.find(({ inUse, listening }) => inUse === listening);
    await given?.transport.close();
    return given !== undefined;
  }

  async function openFor(owner: string, request: Request): Promise<Response> {
    if (await makeRoom(owner)) return use(await open(owner), request);
    const retry = { 'retry-after': '60' };
    return refuse(503, -32_000, 'Too many sessions are open: close one, or try again in a minute.', retry);
  }

  return {
    async fetch(request, owner) {
      const id = request.headers.get('mcp-session-id');
      if (id !== null) {
        const session = sessions.get(id);
        // Somebody else's is answered as one that never was.
        if (session?.owner !== owner) return refuse(404, -32_001, 'Session not found');
        return use(session, request);
      }
      if (!(await isInitialize(request))) {
        return refuse(
          400,
          -32_000,
          'Bad Request: open a session with initialize and send its Mcp-Session-Id',
        );
      }
      // One after the other, so that together they do not take more room than there is.
      const opened = opening.then(() => openFor(owner, request));
      opening = opened.catch(() => {});
      return opened;
    },
    async close() {
      await Promise.all([...sessions.values()].map(({ transport }) => transport.close()));
    },
  };
}

async function isInitialize(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return false;
  const body: unknown = await request
    .clone()
    .json()
    .catch(() => undefined);
  return isInitializeRequest(body);
}

function refuse(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return Response.json({ jsonrpc: '2.0', error: { code, message }, id: null }, { status, headers });
}
