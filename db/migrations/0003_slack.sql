-- Events that were taken up, so that one delivered again is not answered again. Kept for a day.
create table slack_events (
  event_id text primary key,
  received_at timestamptz not null
);
create index slack_events_received on slack_events (received_at);

-- Where a change was shown and exactly what was shown there: a click approves these hashes and no others.
create table slack_cards (
  channel text not null,
  ts text not null,
  change_id uuid not null references changes on delete cascade,
  edit_hash text not null,
  plan_hash text not null,
  -- The card has lost its buttons; nothing will change on it any more.
  settled boolean not null default false,
  primary key (channel, ts)
);
create index slack_cards_open on slack_cards (change_id) where not settled;
