import type { McpServer, ServerEvent } from '@modelcontextprotocol/server';
import type { Connection } from '../connection.ts';

export interface Telling {
  /** From now on the client is told of changes, until the connection is closed. */
  begin(): void;
  /** Addresses whose changes a client of the legacy era is told of. */
  subscribed: Set<string>;
}

/**
 * Tells the client of a lasting connection what changed. In the legacy era of the list, and of those addresses that it
 * subscribed to; in the modern era the SDK lets through what a stream asked for. A connection of one request, as those
 * of the modern era over HTTP are, has nothing to tell: there the handler's streams hear the bus themselves.
 */
export function tellChanges(server: McpServer, { bus, era, listening, report }: Connection): Telling {
  const subscribed = new Set<string>();
  let leave: (() => void) | undefined;
  let isClosed = false;
  const tell = async (event: ServerEvent) => {
    if (event.kind === 'resources_list_changed') await server.server.sendResourceListChanged();
    if (event.kind !== 'resource_updated') return;
    if (era === 'modern' || subscribed.has(event.uri))
      await server.server.sendResourceUpdated({ uri: event.uri });
  };
  const begin = () => {
    if (isClosed) return;
    leave ??= bus?.subscribe((event) => void tell(event).catch(report));
  };
  const closed = server.server.onclose;
  server.server.onclose = () => {
    isClosed = true;
    leave?.();
    closed?.();
  };
  if (era === 'modern') void listening?.then(begin);
  return { begin, subscribed };
}
