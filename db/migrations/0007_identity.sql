-- A lead that was merged into another (`to`): its row of leads as it was then. Its log, ledger, outbox and mail stay
-- under its own id. What was merged into it before points on to the last one: one look-up finds where a lead lives on.
create table lead_redirects (
  lane smallint not null,
  id uuid not null,
  to_lane smallint not null,
  to_id uuid not null,
  at timestamptz not null,
  -- Person id, or `identity` when an event told that the two are one.
  by text not null,
  seq bigint not null,
  program int not null,
  fields jsonb not null,
  state text not null,
  demo boolean not null,
  created_at timestamptz not null,
  primary key (lane, id)
);
create index lead_redirects_to on lead_redirects (to_lane, to_id);

-- The events of merged leads once more, under the lead that they live on in: conditions over a lead's history read
-- these beside inputs (engine/program/condition/event-rows.ts).
create table merged_events (
  lane smallint not null,
  lead_id uuid not null,
  from_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  name text collate "C" not null,
  occurred_at timestamptz not null,
  properties jsonb not null,
  primary key (lane, lead_id, from_id, seq)
);
create index merged_events_named on merged_events (lane, lead_id, name, occurred_at);
create index merged_events_by_name on merged_events (name, occurred_at);

-- That a lead was erased, and nothing of what it was. Its id is never given again.
create table erasures (
  lane smallint not null,
  lead_id uuid not null,
  at timestamptz not null,
  -- Person id.
  by text not null,
  reason text not null check (reason in ('request', 'retention', 'mistake')),
  primary key (lane, lead_id)
);

-- What people did with single rows of the outbox.
create table outbox_actions (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  ordinal smallint not null,
  at timestamptz not null,
  -- Person id.
  by text not null,
  action text not null check (action in ('retry', 'drop')),
  -- The status it was found in.
  was text not null,
  reason text,
  primary key (lane, lead_id, seq, ordinal, at)
);
create index outbox_unsent on outbox (status, settled_at) where status in ('failed', 'in_doubt');
