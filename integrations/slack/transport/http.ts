import { verifySlackRequest } from '@slack/bolt';
import type { Receive } from '../inbox/receive.ts';
import type { Log } from '../options.ts';

/** A request of Slack is small; who sends more is not Slack. */
const mostBytes = 1_000_000;
/** A clock that differs by more, or an old request sent again, is refused. */
const skewSeconds = 5 * 60;

export interface HttpOptions {
  signingSecret: string;
  clock: () => number;
  log: Log;
}

/** Answers what Slack sends to the address of the app's events, clicks and commands. */
export type SlackHttp = (request: Request) => Promise<Response>;

/**
 * 401: not signed by Slack, or at another time. 500: it could not be written down; Slack sends it again. A repeated
 * delivery is taken like the first: it may be the only one that came through.
 */
export function createHttpTransport({ signingSecret, clock, log }: HttpOptions, receive: Receive): SlackHttp {
  return async (request) => {
    const raw = await rawBody(request);
    if (raw === undefined) return new Response('too large', { status: 413 });
    const refusal = whyRefused(request.headers, raw, signingSecret, clock());
    if (refusal) {
      log.warn({ reason: refusal }, 'a request to the address of Slack was refused');
      return new Response('not signed by Slack, or at another time', { status: 401 });
    }
    const body = parseBody(request.headers.get('content-type') ?? '', raw);
    if (body === undefined) return new Response('not understood', { status: 400 });
    if (body.type === 'url_verification') return Response.json({ challenge: String(body.challenge) });
    try {
      const acknowledgement = await receive(body);
      return acknowledgement ? Response.json(acknowledgement) : new Response(null, { status: 200 });
    } catch (error) {
      log.error({ err: error }, 'what Slack sent was not taken');
      return new Response('not taken', { status: 500 });
    }
  };
}

/** Undefined when it is larger than anything Slack sends. */
async function rawBody(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Bolt looks at the signature and at age; a time ahead of ours it would take. */
function whyRefused(headers: Headers, body: string, signingSecret: string, now: number): string | undefined {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  const signature = headers.get('x-slack-signature') ?? '';
  if (!/^\d{1,12}$/.test(timestamp) || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'unsigned';
  const sentAt = Number(timestamp);
  const aheadBy = sentAt - now / 1000;
  if (aheadBy > skewSeconds) return `ahead by ${Math.round(aheadBy)} s: check the clock of this machine`;
  if (-aheadBy > skewSeconds) return `${Math.round(-aheadBy)} s old: check the clock of this machine`;
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': sentAt },
      nowMilliseconds: now,
    });
    return undefined;
  } catch {
    return 'signature';
  }
}

/** Events come as JSON, clicks and modals as a form with JSON in `payload`, commands as a form. */
function parseBody(type: string, raw: string): Record<string, unknown> | undefined {
  try {
    if (type.startsWith('application/json')) return JSON.parse(raw) as Record<string, unknown>;
    const form = Object.fromEntries(new URLSearchParams(raw));
    return form.payload === undefined ? form : (JSON.parse(form.payload) as Record<string, unknown>);
  } catch {
    return undefined;
  }
}
