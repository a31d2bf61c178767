import { InMemoryServerEventBus, type ServerEventBus } from '@modelcontextprotocol/server';
import { urisOf } from '../resources/uris.ts';
import { type FeedSource, followFeed } from './follow-feed.ts';

/**
 * What subscribers are told of, out of the feed of a Trellis. It is read from the first subscriber on until the last one
 * has gone; nobody asks when nobody listens.
 */
export function createFeedBus(options: FeedSource & { report: (error: unknown) => void }): ServerEventBus {
  const bus = new InMemoryServerEventBus(options.report);
  let listeners = 0;
  let following: AbortController | undefined;
  const follow = () => {
    following = new AbortController();
    void followFeed(options, following.signal, (events) => {
      for (const uri of new Set(events.flatMap(urisOf))) bus.publish({ kind: 'resource_updated', uri });
      if (events.some(({ listed }) => listed)) bus.publish({ kind: 'resources_list_changed' });
    });
  };
  return {
    publish: (event) => bus.publish(event),
    subscribe(listener) {
      const leave = bus.subscribe(listener);
      listeners += 1;
      if (listeners === 1) follow();
      let isHere = true;
      return () => {
        if (!isHere) return;
        isHere = false;
        leave();
        listeners -= 1;
        if (listeners === 0) following?.abort();
      };
    },
  };
}

/** How long a server may keep who asks waiting (seconds): less than proxies do. */
const waitSeconds = 25;

/** Where a Trellis tells what came after a place. */
export function feedPath(after: number | undefined): string {
  return `/api/feed${after === undefined ? '' : `?after=${after}&wait=${waitSeconds}`}`;
}
