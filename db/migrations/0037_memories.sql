-- What people asked to be remembered, in their own words. Numbered per person, as the list shows them.
create table memories (
  person_id uuid not null references people on delete cascade,
  n int not null,
  text text not null check (char_length(text) between 1 and 500),
  at timestamptz not null,
  primary key (person_id, n)
);

-- The older part of a conversation that has outgrown what is loaded, as one message of ours.
create table conversation_summaries (
  conversation_id uuid primary key references conversations on delete cascade,
  -- The last message that it covers.
  through_n int not null,
  -- As in messages: tool calls worth keeping, the words, what they cite, and the foreign sources that were seen.
  parts jsonb not null,
  at timestamptz not null
);

-- Of the IANA database; null where nobody has told us.
alter table people add column time_zone text;
