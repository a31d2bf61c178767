import type { SlackContext } from '../options.ts';
import type { Acknowledgement, Listener } from './listener.ts';
import { readBody } from './read-body.ts';

/**
 * Takes what Slack sent over whatever transport. When it resolves, Slack may be told that we have it; when it throws,
 * nothing was written and Slack must send it again.
 */
export type Receive = (body: unknown) => Promise<Acknowledgement | undefined>;

export function createReceive(context: SlackContext, listeners: Readonly<Record<string, Listener>>): Receive {
  return async (body) => {
    const received = readBody(body);
    if (!received || !Object.hasOwn(listeners, received.kind)) return undefined;
    const listener = listeners[received.kind] as Listener;
    if (listener.wants?.(body) === false) return undefined;
    const answer = await listener.atOnce?.(context, body);
    if (listener.handle && answer?.response_action !== 'errors') {
      await context.inbox.add({ ...received, body: withoutSecrets(body) });
    }
    return answer;
  };
}

/** The old verification token proves nothing any more and is kept nowhere. */
function withoutSecrets(body: unknown): unknown {
  const { token: _, ...rest } = body as Record<string, unknown>;
  return rest;
}
