import { randomUUID } from 'node:crypto';
import type { UIMessage } from 'ai';
import type { Database } from '../db/connection.ts';
import type { Citation } from './types.ts';

/**
 * Our parts: text, tool calls with outputs, what the text cites with the last number given so far, and the foreign
 * sources that the turn had seen.
 */
export type StoredMessage = Pick<
  UIMessage<unknown, { tainted: string[]; citations: { cited: Citation[]; numbered: number } }>,
  'role' | 'parts'
>;

export interface Conversation {
  id: string;
  /** The end of the conversation within `limits`, oldest first, beginning with a message of the person. */
  messages: StoredMessage[];
}

export interface Conversations {
  /** The conversation of a person at a place; begun when there is none. */
  open(personId: string, place: string, now: number): Promise<Conversation>;
  append(conversationId: string, messages: readonly StoredMessage[], now: number): Promise<void>;
}

/** What is loaded of a conversation: it bounds what a turn costs. */
const limits = { messages: 20, characters: 40_000 };

/** Conversations kept in the database. */
export function createConversations(db: Database): Conversations {
  return {
    async open(personId, place, now) {
      const [row] = await db.query<{ id: string }>(
        `insert into conversations (id, person_id, place, created_at)
         values ($1::uuid, $2::uuid, $3::text, to_timestamp($4::float8 / 1000))
         on conflict (person_id, place) do update set place = excluded.place
         returning id::text as id`,
        [randomUUID(), personId, place, now],
      );
      const { id } = row as { id: string };
      const newestFirst = await db.query<StoredMessage>(
        `select role, parts from messages where conversation_id = $1::uuid order by n desc limit $2::int`,
        [id, limits.messages],
      );
      return { id, messages: bounded(newestFirst) };
    },

    append: (conversationId, messages, now) =>
      db.transaction(async (tx) => {
        // Two turns at one place may end at once: the row lock numbers their messages one after the other.
        await tx.query('select id from conversations where id = $1::uuid for update', [conversationId]);
        await tx.query(
          `insert into messages (conversation_id, n, role, parts, at)
           select $1::uuid, coalesce((select max(n) from messages where conversation_id = $1::uuid), 0) + m.place,
                  m.role, m.parts, to_timestamp($3::float8 / 1000)
           from json_to_recordset($2::text::json) as m(place int, role text, parts jsonb)`,
          [
            conversationId,
            JSON.stringify(messages.map(({ role, parts }, index) => ({ place: index + 1, role, parts }))),
            now,
          ],
        );
      }),
  };
}

/** The newest messages that fit the limit of characters, oldest first, beginning with the person. */
export function bounded(newestFirst: readonly StoredMessage[]): StoredMessage[] {
  const kept: StoredMessage[] = [];
  let characters = 0;
  for (const message of newestFirst) {
    characters += JSON.stringify(message.parts).length;
    if (characters > limits.characters) break;
    kept.unshift(message);
  }
  const first = kept.findIndex((message) => message.role === 'user');
  return first === -1 ? [] : kept.slice(first);
}
