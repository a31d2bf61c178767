-- Tokens that people made for programs of theirs. Only the hash is kept: a token is shown once, when it is made.
create table access_tokens (
  id uuid primary key,
  token_hash text not null unique,
  person_id uuid not null references people on delete cascade,
  -- The person's word for the program that has it.
  name text not null check (char_length(name) between 1 and 100),
  scopes text[] not null check (scopes <@ array['read', 'propose', 'personal'] and 'read' = any (scopes)),
  created_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  -- To the minute; null: never used.
  used_at timestamptz
);
create index access_tokens_person on access_tokens (person_id);
