import type { Queryable } from '../../db/connection.ts';
import type { Role } from '../../engine/runtime/changes/types.ts';

/** What somebody thought of an answer, with the talk it stands in. */
export interface Feedback {
  turn: string;
  verdict: 'good' | 'bad';
  /** When it was given, ms. */
  at: number;
  /** Of who asked; who that is, nobody needs to know. */
  role: Role;
  /** Up to the answer, oldest first. */
  messages: { role: 'user' | 'assistant'; parts: Part[] }[];
}

interface Part {
  type: string;
  text?: string;
  toolName?: string;
  input?: unknown;
}

/** Messages of a talk that are shown before the question: what "and last month?" is about. */
const before = 6;

/** Newest first; of several people who judged one answer each stands by itself. */
export function readFeedback(
  on: Queryable,
  { verdict, limit }: { verdict?: 'good' | 'bad' | undefined; limit: number },
): Promise<Feedback[]> {
  return on.query(
    `select f.turn, f.verdict, extract(epoch from f.at)::float8 * 1000 as at, p.role,
       (select json_agg(json_build_object('role', m.role, 'parts', m.parts) order by m.n)
        from messages m
        where m.conversation_id = t.conversation_id and m.n between t.n - $3::int - 1 and t.n) as messages
     from slack_feedback f
     join slack_turns t on t.turn = f.turn
     join conversations c on c.id = t.conversation_id
     join people p on p.id = c.person_id
     where $1::text is null or f.verdict = $1::text
     order by f.at desc, f.turn, f.person_id limit $2::int`,
    [verdict ?? null, limit, before],
  );
}
