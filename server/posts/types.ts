import type { PostContent } from '../../agent/digests/content.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';
import type { Place } from './place.ts';

/** What is handed to whoever takes it out. */
export interface OutgoingPost {
  /** The same on every attempt. */
  key: string;
  place: Place;
  /** Whom it goes to, or who ordered it for a channel. */
  owner: Person;
  content: PostContent;
}

export type PostOutcome =
  | { status: 'sent'; reason?: string }
  | { status: 'retry'; reason: string; afterMs?: number | undefined }
  | { status: 'failed'; reason: string }
  | { status: 'in_doubt'; reason: string };

/** Takes posts of some places out. */
export interface PostPort {
  send(post: OutgoingPost): Promise<PostOutcome>;
  /** Whether one that was under way when a process died arrived; undefined where that cannot be known. */
  arrived(post: OutgoingPost): Promise<boolean | undefined>;
}

/** What Slack is asked besides. */
export interface SlackPort extends PostPort {
  /** The channel of that name or id; undefined where there is none that we see. */
  channel(nameOrId: string): Promise<{ id: string; name: string } | undefined>;
  /** Why nothing can be posted there, in a sentence for whoever wants it; undefined where it can. */
  refusal(channel: string): Promise<string | undefined>;
  /** Whether Slack answers us; throws what is wrong. */
  ping(): Promise<void>;
}

/** The faces of this process that posts can leave by. */
export interface PostPorts {
  email?: PostPort;
  slack?: SlackPort;
}
