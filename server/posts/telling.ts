import type { Orders } from '../../agent/digests/orders.ts';
import type { Database } from '../../db/connection.ts';
import type { Engine } from '../../engine/runtime/types.ts';
import type { Config } from '../config.ts';
import { createDesk, type Desk } from '../digests/desk.ts';
import { fileDue } from '../digests/file-due.ts';
import { createOrders } from '../digests/obey.ts';
import { type Delivering, deliverPosts } from './deliver.ts';
import { forgetPosts } from './store.ts';
import type { PostPorts, SlackPort } from './types.ts';

/** Digests and alerts of one process: where they are set, and what looks, writes and sends. */
export interface Telling {
  desk: Desk;
  /** Does what people order in words. */
  orders: Orders;
  /** Whether emails leave, or are kept on the page. */
  smtp: boolean;
  /** Looks at everything once and sends what is due. Gives how many it sent. Any number of processes may do it. */
  run(signal: AbortSignal): Promise<number>;
  /** From now on what goes to Slack leaves by this process; gives what ends that. */
  connectSlack(port: SlackPort): () => void;
  close(): void;
}

/** How long what was sent is kept. */
const keptMs = 400 * 86_400_000;

export function createTelling(parts: {
  db: Database;
  engine: Pick<Engine, 'program'>;
  config: Config;
  clock: () => number;
  publicUrl: string;
  mail: PostPorts['email'] & { close(): void };
  /** Loaded with the first digest: so is what draws. */
  write: Delivering['write'];
  log: Delivering['log'];
  fetch?: typeof fetch;
}): Telling {
  const { db, engine, config, clock, publicUrl, mail, write, log } = parts;
  const ports: PostPorts = { email: mail };
  const desk = createDesk({ db, engine, clock, ports });
  const smtp = Boolean(config.SMTP_URL);
  return {
    desk,
    orders: createOrders(desk, { smtp, page: `${publicUrl}/digests` }),
    smtp,
    async run(signal) {
      // Each for itself: when a connector cannot be looked at, digests go on.
      const watched = await Promise.allSettled([
        import('../alerts/watch.ts').then(({ watchAlerts }) =>
          watchAlerts({ db, clock, config, ports, publicUrl, fetch: parts.fetch ?? fetch }),
        ),
        fileDue(db, clock()),
      ]);
      const sent = await deliverPosts({ db, clock, ports, write, log }, signal);
      await forgetPosts(db, clock() - keptMs);
      for (const one of watched) if (one.status === 'rejected') throw one.reason;
      return sent;
    },
    connectSlack(port) {
      ports.slack = port;
      return () => {
        delete ports.slack;
      };
    },
    close: () => mail.close(),
  };
}
