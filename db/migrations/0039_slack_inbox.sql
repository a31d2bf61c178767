-- Everything that Slack sends us is a row here before it is acknowledged, and is worked off from here.
create table slack_inbox (
  -- The event's id; of a click, a command or a submission its trigger's. Delivered again it is the same row.
  id text primary key,
  seq bigint generated always as identity,
  kind text not null,
  -- Work at one place is done in its order, one at a time.
  place text not null,
  -- As Slack sent it; emptied when the work is done.
  body jsonb not null,
  received_at timestamptz not null,
  -- Not before this time.
  due_at timestamptz not null,
  attempts int not null default 0,
  -- Whoever works on it now, and until when nobody else may.
  lease uuid,
  leased_until timestamptz,
  -- What has reached Slack already, by step.
  done jsonb not null default '{}',
  settled_at timestamptz,
  -- Why it was given up, or why it was put off.
  fault text,
  check ((lease is null) = (leased_until is null))
);
create index slack_inbox_open on slack_inbox (place, seq) where settled_at is null;
create index slack_inbox_settled on slack_inbox (settled_at);

drop table slack_events;
