import type { Queryable } from '../../../../db/connection.ts';

/** Keeps which message of a conversation answered a turn: the last one that was said there to this person. */
export async function recordTurn(
  on: Queryable,
  { turn, person, place, now }: { turn: string; person: string; place: string; now: number },
): Promise<void> {
  await on.query(
    `insert into slack_turns (turn, conversation_id, n, at)
     select $1::text, m.conversation_id, m.n, to_timestamp($4::float8 / 1000)
     from conversations c join messages m on m.conversation_id = c.id
     where c.person_id = $2::uuid and c.place = $3::text and m.role = 'assistant'
     order by m.n desc limit 1
     on conflict do nothing`,
    [turn, person, place, now],
  );
}

/** The last verdict of a person counts. False when there is no such turn any more. */
export async function saveFeedback(
  on: Queryable,
  given: { turn: string; person: string; verdict: 'good' | 'bad'; now: number },
): Promise<boolean> {
  const saved = await on.query(
    `insert into slack_feedback (turn, person_id, verdict, at)
     select t.turn, $2::uuid, $3::text, to_timestamp($4::float8 / 1000) from slack_turns t where t.turn = $1::text
     on conflict (turn, person_id) do update set verdict = excluded.verdict, at = excluded.at
     returning turn`,
    [given.turn, given.person, given.verdict, given.now],
  );
  return saved.length > 0;
}
