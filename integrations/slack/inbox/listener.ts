import type { SlackContext } from '../options.ts';
import type { InboxItem } from './item.ts';

/** Works one kind of thing off. What it throws is tried again later, and told in the end. */
export type Handler = (context: SlackContext, item: InboxItem) => Promise<void>;

/** What a click or a submitted modal is acknowledged with, e.g. what is wrong with a field. */
export type Acknowledgement = Record<string, unknown>;

export interface Listener {
  /** Whether it is meant for us at all; absent: it is. What is not is acknowledged and forgotten. */
  wants?: (body: unknown) => boolean;
  /**
   * What must be done within Slack's three seconds, before it is acknowledged: opens a modal by its trigger, or says
   * what is wrong with a submitted one. It writes nothing of ours. Faults of a submission (`response_action: 'errors'`)
   * end it here.
   */
  atOnce?: (context: SlackContext, body: unknown) => Promise<Acknowledgement | undefined>;
  /** Tells that the work was given up; absent: whoever asked is told by themselves. */
  failed?: Handler;
  /** The work itself, from the inbox; absent: `atOnce` was all. */
  handle?: Handler;
}
