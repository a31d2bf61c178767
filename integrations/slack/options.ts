import type { webApi } from '@slack/bolt';
import type { Agent } from '../../agent/agent.ts';
import type { Orders } from '../../agent/digests/orders.ts';
import type { Database } from '../../db/connection.ts';
import type { Changes } from '../../engine/runtime/changes/types.ts';
import type { DrawPicture } from './answers/render/picture.ts';
import type { CardDesk } from './cards/card-desk.ts';
import type { HomeSource } from './home/home-data.ts';
import type { Inbox } from './inbox/item.ts';
import type { SalesDesk } from './notices/sales-desk.ts';
import type { PeopleByEmail } from './people.ts';

/** What a Slack app needs to connect; see docs/slack.md for where the tokens come from. */
export interface SlackConfig {
  /** `xoxb-…` */
  botToken: string;
  /** `xapp-…`, with the scope connections:write: Slack sends over a socket that we open. */
  appToken?: string;
  /** Slack sends by HTTP, signed with it. */
  signingSecret?: string;
  /** Another Web API than Slack's own, with a slash at the end. */
  apiUrl?: string;
}

/** As pino has them. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface SlackDigests {
  /** Does what people order. */
  orders: Orders;
  /** Is told that one will never be posted, and why. */
  failed(key: string, reason: string): Promise<void>;
}

export interface SlackOptions {
  config: SlackConfig;
  agent: Pick<Agent, 'answer' | 'stream'>;
  changes: Pick<Changes, 'get' | 'list' | 'approve' | 'reject' | 'propose' | 'rollback'>;
  /** What the buttons of a card do besides settling it. */
  desk: CardDesk;
  sales: SalesDesk;
  people: PeopleByEmail;
  /** Whoever keeps digests and alerts; absent: nobody. */
  digests?: SlackDigests;
  db: Database;
  /** Where a person settles a change in the browser. */
  changeUrl: (id: string) => string;
  /** Draws charts that Slack has no form for; absent: there are none. */
  drawPicture?: DrawPicture;
  /** What home tabs show besides changes; absent: only those. */
  home?: HomeSource;
  log: Log;
  /** Milliseconds since the epoch. */
  clock?: () => number;
}

/** What the handlers share once the app knows who it is. */
export interface SlackContext extends Omit<SlackOptions, 'config' | 'clock'> {
  client: webApi.WebClient;
  inbox: Inbox;
  clock: () => number;
  /** Our workspace and our own user in it. */
  teamId: string;
  botUserId: string;
}
