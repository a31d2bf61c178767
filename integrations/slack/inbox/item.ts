import type { types } from '@slack/bolt';

/** What can be kept beside a row. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Where a message stands in Slack. */
export type Posted = { channel: string; ts: string };

/** What can be posted once: a message of ours in a channel, in a thread of it or to a person. */
export interface Posting {
  channel: string;
  thread?: string | undefined;
  text: string;
  blocks?: types.KnownBlock[];
}

/** One thing that Slack sent, or that we owe Slack, on its way through the inbox. */
export interface InboxItem {
  /** The event's id, or that of the trigger; also the id of the turn that answers it. */
  id: string;
  kind: string;
  /** As Slack sent it. */
  body: unknown;
  receivedAt: number;
  /** From 1 on; above it somebody has begun already, and may have come far. */
  attempt: number;
  /** Aborted when another process has taken the work over. */
  signal: AbortSignal;
  /** Aborted when the person has stopped the work. */
  stopped: AbortSignal;
  /** What a step gave; undefined when it is not done. */
  did<T extends Json>(key: string): T | undefined;
  /**
   * Does a step unless it is done already, and gives what it gave the first time. What is done by a step that dies
   * before it is recorded is done again: let `find` look for it where Slack lets us.
   */
  once<T extends Json>(key: string, work: () => Promise<T>, find?: () => Promise<T | undefined>): Promise<T>;
  /** Posts a message once. After a crash it is looked for among the messages of its place before it is posted again. */
  post(key: string, message: Posting): Promise<Posted>;
}

/** Something to be worked off. */
export interface NewItem {
  /** The same thing has the same id, however often it comes. */
  id: string;
  kind: string;
  /** Work at one place is done in its order, one at a time. */
  place: string;
  body: unknown;
}

export interface Inbox {
  /** Writes something down to be worked off soon, here or in another process; false when it is there already. */
  add(item: NewItem): Promise<boolean>;
  /** Stops what is at work or waiting at a place since before this item, in whatever process. */
  stop(place: string, before: string): Promise<void>;
}
