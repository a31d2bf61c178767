-- The input log in one part a month of `at`, so that whole months can be let go. The engine makes the parts ahead of
-- time; what fits none lies in inputs_other until it does. A log that is filled already stays as it is and becomes the
-- part of everything before next month: that reads it once and writes nothing. Each part has its own key (lane,
-- lead_id, seq); across parts the lock on the lead keeps seq unique.
alter table inputs rename to inputs_before;
alter index inputs_pkey rename to inputs_before_pkey;
alter index inputs_events rename to inputs_before_events;
alter index inputs_by_name rename to inputs_before_by_name;
create table inputs (like inputs_before including defaults) partition by range (at);
create index inputs_events on inputs (lane, lead_id, name, occurred_at) where name is not null;
create index inputs_by_name on inputs (name, occurred_at) where name is not null;
create table inputs_other (like inputs including defaults, primary key (lane, lead_id, seq));
alter table inputs attach partition inputs_other default;
do $$
declare
  attach constant text := 'alter table inputs attach partition inputs_before for values from (minvalue) to (%L)';
  next_month timestamptz;
begin
  if not exists (select from inputs_before) then
    drop table inputs_before;
    return;
  end if;
  next_month := (date_trunc('month', now() at time zone 'UTC') + interval '1 month') at time zone 'UTC';
  execute format(attach, next_month);
exception when check_violation then
  -- Its clock was ahead of this one.
  select (date_trunc('month', max(at) at time zone 'UTC') + interval '1 month') at time zone 'UTC'
    into next_month from inputs_before;
  execute format(attach, next_month);
end $$;

-- A lead as it stood after one of its inputs: replay begins here when what came before was let go, or was decided by
-- other engine semantics.
create table snapshots (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  program int not null,
  -- The pair that took it.
  semantics smallint not null,
  -- As leads keeps them.
  state text not null,
  fields jsonb not null,
  -- Sum of the ledger up to here.
  points int not null,
  -- replayed: deciding the inputs again gave this. recorded: taken as it stood, since other semantics decided some of
  -- them. accepted: recorded, and a person lets it stand for the history before it.
  basis text not null check (basis in ('replayed', 'recorded', 'accepted')),
  taken_at timestamptz not null,
  primary key (lane, lead_id, seq)
);

-- When it was decided: the part of the log that its input is in. Null in rows of before.
alter table outbox add column at timestamptz;
