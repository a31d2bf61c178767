-- Which message of a conversation answered what in Slack: what feedback is about.
create table slack_turns (
  turn text primary key,
  conversation_id uuid not null references conversations on delete cascade,
  n int not null,
  at timestamptz not null
);
create index slack_turns_conversation on slack_turns (conversation_id);

-- What people thought of an answer; the last click of each counts.
create table slack_feedback (
  turn text not null references slack_turns on delete cascade,
  person_id uuid not null references people on delete cascade,
  verdict text not null check (verdict in ('good', 'bad')),
  at timestamptz not null,
  primary key (turn, person_id)
);
create index slack_feedback_at on slack_feedback (at);

-- Home tabs that people opened, and what they show, to be drawn again when that changes.
create table slack_homes (
  user_id text primary key,
  opened_at timestamptz not null,
  shown text not null,
  shown_at timestamptz not null
);
