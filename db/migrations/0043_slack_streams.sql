-- Somebody has stopped the work that this row asks for.
alter table slack_inbox add column stopped boolean not null default false;

-- Channels shared with another company, of which we know: what the app says there people of that company read.
create table slack_shared_channels (
  channel text primary key,
  -- The admin of ours who lets the app speak there; null: nobody has.
  allowed_by uuid references people on delete set null,
  allowed_at timestamptz,
  -- When it was said there that somebody must allow it first.
  told_at timestamptz,
  seen_at timestamptz not null
);
