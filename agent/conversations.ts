import { randomUUID } from 'node:crypto';
import type { Database } from '../db/connection.ts';
import { insertMessages, openConversation, selectMessages } from './sql/conversations.ts';
import type { StoredMessage } from './stored-message.ts';
import { selectSummary, upsertSummary } from './summaries/sql/summaries.ts';
import { summaryMessages } from './summaries/summary-messages.ts';

export type { StoredMessage } from './stored-message.ts';

export interface Conversation {
  id: string;
  /**
   * The end of the conversation within `limits`, oldest first, beginning with a message of the person; before it, where
   * there is one, the summary of what came before.
   */
  messages: StoredMessage[];
  /** What is loaded no more and no summary covers yet; absent where there is nothing. */
  outgrown?: Outgrown;
}

/** The older part of a conversation, to be summarised once. */
export interface Outgrown {
  /** Oldest first, the summary so far before them. */
  messages: StoredMessage[];
  /** Number of the last of them. */
  through: number;
  /** The messages after them. */
  rest: StoredMessage[];
}

export interface Conversations {
  /** The conversation of a person at a place; begun when there is none. */
  open(personId: string, place: string, now: number): Promise<Conversation>;
  append(conversationId: string, messages: readonly StoredMessage[], now: number): Promise<void>;
  /** Keeps the summary of a conversation up to and with message `through`. */
  summarise(
    conversationId: string,
    summary: { through: number; parts: StoredMessage['parts'] },
    now: number,
  ): Promise<void>;
}

/** What is loaded of a conversation: it bounds what a turn costs. */
const limits = { messages: 20, characters: 40_000 };
/** What stays of one that has outgrown them, so that not every turn has something to summarise. */
const rest = { messages: 10, characters: 20_000 };
/** Messages that are read for a summary at once; those of a long conversation from before there were any are left out. */
const readable = 200;

/** Conversations kept in the database. */
export function createConversations(db: Database): Conversations {
  return {
    async open(personId, place, now) {
      const id = await openConversation(db, { id: randomUUID(), personId, place, now });
      const summary = await selectSummary(db, id);
      const newestFirst = await selectMessages(db, id, { after: summary?.through ?? 0, limit: readable });
      const before = summary ? summaryMessages(summary.parts) : [];
      const { kept, older } = parted(newestFirst);
      const last = older.at(-1);
      return {
        id,
        messages: [...before, ...kept],
        ...(last && { outgrown: { messages: [...before, ...older], through: last.n, rest: kept } }),
      };
    },

    summarise: (conversationId, summary, now) => upsertSummary(db, conversationId, summary, now),

    append: (conversationId, messages, now) =>
      db.transaction((tx) => insertMessages(tx, conversationId, messages, now)),
  };
}

/**
 * All messages, oldest first, where they are within the limits; else the newest of them, beginning with the person, and
 * those before. The last exchange stays, unless it is beyond all limits by itself.
 */
export function parted<M extends StoredMessage>(newestFirst: readonly M[]): { kept: M[]; older: M[] } {
  const all = newestFirst.toReversed();
  if (fitting(newestFirst, limits).length === all.length) return { kept: fromPerson(all), older: [] };
  const half = fromPerson(fitting(newestFirst, rest));
  const kept = half.length > 0 ? half : fromPerson(fitting(newestFirst.slice(0, 2), limits));
  return { kept, older: all.slice(0, all.length - kept.length) };
}

/** The newest messages within bounds, oldest first. */
function fitting<M extends StoredMessage>(newestFirst: readonly M[], bounds: typeof limits): M[] {
  const kept: M[] = [];
  let characters = 0;
  for (const message of newestFirst.slice(0, bounds.messages)) {
    characters += JSON.stringify(message.parts).length;
    if (characters > bounds.characters) break;
    kept.unshift(message);
  }
  return kept;
}

function fromPerson<M extends StoredMessage>(messages: M[]): M[] {
  const first = messages.findIndex((message) => message.role === 'user');
  return first === -1 ? [] : messages.slice(first);
}
