import type { Queryable } from '../../../db/connection.ts';
import type { Tokens } from '../prices.ts';

export interface UsageKey {
  /** `2026-11-22`, a UTC day. */
  day: string;
  personId: string | undefined;
  model: string;
  purpose: string;
}

/** Adds one step to what its day, person, model and purpose took; `micros` undefined: no price is known. */
export async function addUsage(
  on: Queryable,
  { day, personId, model, purpose }: UsageKey,
  { input, cached, output, ms, micros }: Tokens & { ms: number; micros: number | undefined },
): Promise<void> {
  await on.query(
    `insert into model_usage as u (day, person_id, model, purpose, steps, input_tokens, cached_tokens, output_tokens, ms,
       micros, unpriced_steps)
     values ($1::date, $2::uuid, $3, $4, 1, $5::bigint, $6::bigint, $7::bigint, $8::bigint, $9::bigint, $10::int)
     on conflict (day, person_id, model, purpose) do update set steps = u.steps + 1,
       input_tokens = u.input_tokens + excluded.input_tokens,
       cached_tokens = u.cached_tokens + excluded.cached_tokens,
       output_tokens = u.output_tokens + excluded.output_tokens, ms = u.ms + excluded.ms,
       micros = u.micros + excluded.micros, unpriced_steps = u.unpriced_steps + excluded.unpriced_steps`,
    [
      ...[day, personId ?? null, model, purpose, input, cached, output, Math.round(ms)],
      ...[micros ?? 0, micros === undefined ? 1 : 0],
    ],
  );
}

export interface UsageRow {
  day: string;
  /** Null: nobody in particular asked. */
  person: { id: string; name: string; email: string } | null;
  model: string;
  purpose: string;
  steps: number;
  inputTokens: number;
  cachedTokens: number;
  outputTokens: number;
  seconds: number;
  /** In the currency of the prices; null: no price is known of any step. */
  money: number | null;
  /** Steps of no known price, which `money` leaves out. */
  unpricedSteps: number;
}

/** What models took since a day, newest first; of one person only where one is named. */
export function selectUsage(on: Queryable, from: string, personId: string | undefined): Promise<UsageRow[]> {
  return on.query<UsageRow>(
    `select to_char(u.day, 'YYYY-MM-DD') as day,
       case when p.id is null then null else json_build_object('id', p.id, 'name', p.name, 'email', p.email) end as person,
       u.model, u.purpose, u.steps, u.input_tokens as "inputTokens", u.cached_tokens as "cachedTokens",
       u.output_tokens as "outputTokens", u.ms::float8 / 1000 as seconds,
       case when u.unpriced_steps = u.steps then null else u.micros::float8 / 1000000 end as money,
       u.unpriced_steps as "unpricedSteps"
     from model_usage u left join people p on p.id = u.person_id
     where u.day >= $1::date and ($2::uuid is null or u.person_id = $2::uuid)
     order by u.day desc, p.name nulls last, u.model, u.purpose`,
    [from, personId ?? null],
  );
}
