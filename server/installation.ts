import type { Logger } from 'pino';
import type { Agent } from '../agent/agent.ts';
import type { Models } from '../agent/models/types.ts';
import type { Database } from '../db/connection.ts';
import type { Parallel } from '../engine/backtest/parallel/work.ts';
import type { Changes, Person } from '../engine/runtime/changes/types.ts';
import type { EffectSender, Engine } from '../engine/runtime/types.ts';
import type { Library } from '../knowledge/library.ts';
import type { Services } from '../tools/services.ts';
import type { RecentTaint } from './api/recent-taint.ts';
import type { FailedLogins } from './auth/failed-logins.ts';
import type { OAuth } from './auth/oauth.ts';
import type { Rates } from './auth/rates.ts';
import type { Config } from './config.ts';
import type { EmailFace } from './email.ts';
import type { Feed } from './feed/feed.ts';
import type { Telling } from './posts/telling.ts';

/** Everything one process has wired together. `compose` makes it, the app and the commands use it. */
export interface Installation {
  config: Config;
  /** How people reach this server, without a slash at the end. */
  publicUrl: string;
  db: Database;
  /** Milliseconds since the epoch. */
  clock: () => number;
  log: Logger;
  engine: Engine;
  library: Library;
  changes: Changes;
  services: Services;
  /** How much of this machine a backtest or a replay may take. */
  parallel: Parallel;
  /** Loaded with the first question to one; they share what is known of each. */
  models(): Promise<Models>;
  /** Loaded on the first question: models take longer to load than everything else. */
  agent(): Promise<Agent>;
  /** Loaded with the first email: so is what renders it. */
  email(): Promise<EmailFace>;
  senders: readonly EffectSender[];
  /** Digests and alerts. */
  telling: Telling;
  /** Secrets of this machine, kept in files only their owner can read. */
  secrets: { ownerToken: string; terminalKey: string };
  localAdmin: Person;
  /** Keeps who did not get in on record. */
  failedLogins: FailedLogins;
  /** What the clients of this process were shown lately; every route that shows or proposes uses the same. */
  recentTaint: RecentTaint;
  /** What changed of the things that can be read by their address. */
  feed: Feed;
  /** Checks tokens of the OAuth issuer; absent where none is set. */
  oauth?: OAuth | undefined;
  /** How much a program may ask. */
  rates: Rates;
  close(): Promise<void>;
}
