-- When marketing emails were decided for leads of an account, while the program caps them; locked before deciding.
create table account_sends (
  lane smallint not null,
  id text collate "C" not null,
  -- Milliseconds since 1970, oldest first, as far back as the cap looks.
  sends jsonb not null,
  primary key (lane, id)
) with (fillfactor = 70);

-- What a lead said of consent: who, when, how, in which words, and by which input. Written with the decision, and
-- never changed: only the erasure of a lead may delete, after `set local trellis.erasing = 'on'`.
create table consent_records (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  purpose text not null check (purpose in ('marketing', 'transactional')),
  granted boolean not null,
  -- Whether it counts: a grant does not that a withdrawal stands against.
  counted boolean not null,
  occurred_at timestamptz not null,
  at timestamptz not null,
  -- consent_granted, consent_withdrawn or unsubscribe, through which source, as which message.
  event text not null,
  source text not null,
  message_id text not null,
  basis text,
  wording text,
  primary key (lane, lead_id, seq)
);
insert into consent_records (lane, lead_id, seq, purpose, granted, counted, occurred_at, at, event, source, message_id,
  basis, wording)
select lane, lead_id, seq, purpose, granted,
  not granted or decision::jsonb -> 'trace' @> jsonb_build_array(
    jsonb_build_object('did', 'consent', 'purpose', purpose, 'granted', true)),
  occurred_at, at, name, source, message_id, properties ->> 'basis', properties ->> 'wording'
from (
  select *, name = 'consent_granted' as granted,
    case when name <> 'unsubscribe' and properties ->> 'purpose' in ('marketing', 'transactional')
      then properties ->> 'purpose' else 'marketing' end as purpose
  from inputs
  where name = any('{consent_granted,consent_withdrawn,unsubscribe}'::text[])
) i
where not granted or (properties ->> 'purpose' in ('marketing', 'transactional')
  and jsonb_typeof(properties -> 'basis') = 'string' and properties ->> 'basis' <> '');

create function keep_consent_records() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('trellis.erasing', true) = 'on' then
    return old;
  end if;
  raise exception 'what is on record of consent is not changed'
    using hint = 'Only the erasure of a lead deletes: set local trellis.erasing = ''on''.';
end $$;
create trigger consent_records_stay before update or delete on consent_records
  for each row execute function keep_consent_records();
create trigger consent_records_are_not_emptied before truncate on consent_records
  for each statement execute function keep_consent_records();

-- The leads that are suppressed now, and why: what their states say, for lists.
create table suppressions (
  lane smallint not null,
  lead_id uuid not null,
  reason text not null,
  at timestamptz not null,
  -- The person whose command it was.
  by text,
  primary key (lane, lead_id)
);
create index suppressions_newest on suppressions (at desc, lane, lead_id);
insert into suppressions (lane, lead_id, reason, at)
select lane, id, state::json #>> '{suppressed,reason}', to_timestamp((state::json #>> '{suppressed,at}')::float8 / 1000)
from leads where not mailable and position('"suppressed":{' in state) > 0;
