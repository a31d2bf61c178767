import type { ServerContext } from '@modelcontextprotocol/server';
import type { CallWatch } from '../port/trellis-port.ts';

/** Whoever waits for this request: its client may call it off, and is told how far it is where it asks for that. */
export function watchOf({ mcpReq }: ServerContext): CallWatch {
  const { signal, _meta } = mcpReq;
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return { signal };
  // Steps and no share of a whole: how many there will be is not known when the first is told.
  let progress = 0;
  return {
    signal,
    async onProgress(message) {
      progress += 1;
      const params = { progressToken, progress, message };
      // Who no longer listens is not told.
      await mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
    },
  };
}
