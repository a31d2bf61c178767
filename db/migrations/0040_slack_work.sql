-- Where a card was asked for and by whom, the picture it shows, and how a stale change was planned again.
alter table slack_cards
  add column thread_ts text,
  -- The Slack user who asked for the change in that thread; told there what becomes of it.
  add column asked_by text,
  -- The uploaded chart of the plan that the card shows, and the hash of the figures in it.
  add column chart text,
  add column chart_of text,
  -- The change that was proposed again in place of this one, by a click on the card.
  add column planned_again uuid references changes on delete set null;

-- To which channels tasks and notices of the program go: by the queue of a task, or the audience of a notice.
create table slack_routes (
  audience text not null,
  channel text not null,
  set_by uuid not null references people,
  -- What was asked for before is not shown there.
  created_at timestamptz not null,
  primary key (audience, channel)
);

-- What sales made of a task or notice that is shown in Slack. One row for all channels it is shown in.
create table sales_notices (
  lane smallint not null,
  lead_id uuid not null,
  effect text not null,
  -- Begins with the lane, as the id of a lead does: a click says no more than the id.
  id uuid not null,
  state text not null default 'open' check (state in ('open', 'claimed', 'snoozed', 'not_fit')),
  -- Counts up when a snoozed one comes back: it is shown anew.
  round int not null default 1,
  -- Who did it, as a person of ours and in Slack, and by which click.
  by uuid references people,
  slack_user text,
  item text,
  at timestamptz,
  until timestamptz,
  -- Why it is not a fit: one of a list, and a person's own words.
  reason text,
  note text,
  created_at timestamptz not null,
  primary key (lane, lead_id, effect),
  unique (lane, id),
  foreign key (lane, lead_id, effect) references notifications on delete cascade,
  check ((state = 'snoozed') = (until is not null))
);
create index sales_notices_snoozed on sales_notices (until) where state = 'snoozed';

-- Where it is shown. Kept without the lead: what is left when a lead is erased is a card to be cleared.
create table slack_notice_cards (
  channel text not null,
  ts text not null,
  notice uuid not null,
  round int not null,
  -- What it shows: the state and its round.
  shown text not null,
  primary key (channel, ts)
);
create index slack_notice_cards_of on slack_notice_cards (notice);
