-- Lead-owned tables are keyed by lane first: lane = first byte of the lead id (0-255). See docs/architecture.md.
create extension if not exists vector;

create table settings (key text primary key, value text not null);

-- People and their credentials. Secrets are kept as SHA-256 only.
create table people (
  id uuid primary key,
  name text not null,
  email text not null unique,
  role text not null check (role in ('viewer', 'marketer', 'approver', 'admin')),
  created_at timestamptz not null
);
create table sessions (
  token_hash text primary key,
  person_id uuid not null references people on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create table login_links (
  token_hash text primary key,
  person_id uuid not null references people on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create table write_keys (
  key_hash text primary key,
  source text not null unique,
  created_at timestamptz not null
);

-- The program and its changes.
create table programs (
  version int primary key,
  document text not null,
  hash text not null,
  change_id uuid,
  activated_at timestamptz not null
);
create table changes (
  id uuid primary key,
  title text not null,
  base_version int not null,
  edits jsonb not null,
  edit_hash text not null,
  plan jsonb not null,
  plan_hash text not null,
  author uuid not null references people,
  via text not null check (via in ('slack', 'mcp', 'console', 'cli', 'api')),
  tainted jsonb not null default '[]',
  status text not null
    check (status in ('proposed', 'approved', 'scheduled', 'applied', 'rejected', 'stale', 'expired')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  resolved_by uuid references people,
  resolved_at timestamptz,
  resolution text,
  applied_version int
);
create index changes_by_status on changes (status, created_at);
create table halts (
  target text primary key,
  by uuid not null references people,
  at timestamptz not null,
  reason text not null
);
-- The (engine semantics, tzdata) pairs that inputs were decided under.
create table semantics (
  id smallint primary key,
  engine int not null,
  tzdata text not null,
  unique (engine, tzdata)
);

-- Accounts have their own row and version; a change of fields wakes the account's leads through inbox.
create table accounts (
  lane smallint not null,
  id text collate "C" not null,
  version int not null,
  fields jsonb not null,
  demo boolean not null default false,
  primary key (lane, id)
);

-- Leads and everything they own.
create table leads (
  lane smallint not null,
  id uuid not null,
  seq bigint not null,
  program int not null,
  fields jsonb not null,
  -- Canonical JSON of the lead state without its fields.
  state text not null,
  lists text[] not null default '{}',
  score int not null,
  journey text not null,
  lifecycle text not null,
  account_lane smallint,
  account_id text collate "C",
  -- May be sent marketing email: consent on record and not suppressed.
  mailable boolean not null default false,
  next_due_at timestamptz,
  -- Why the lead is parked; set when deciding for it failed.
  fault text,
  demo boolean not null default false,
  created_at timestamptz not null,
  primary key (lane, id)
) with (fillfactor = 70);
create index leads_due on leads (lane, next_due_at) where next_due_at is not null and fault is null;
create index leads_account on leads (account_lane, account_id, lane, id) where account_id is not null;
create index leads_program on leads (lane, program);

create table identities (
  lane smallint not null,
  kind text not null check (kind in ('user', 'anonymous', 'email')),
  value text collate "C" not null,
  lead_lane smallint not null,
  lead_id uuid not null,
  primary key (lane, kind, value)
);
create index identities_of_lead on identities (lead_lane, lead_id);

create table message_ids (
  lane smallint not null,
  source text collate "C" not null,
  id text collate "C" not null,
  received_at timestamptz not null,
  primary key (lane, source, id)
);
create index message_ids_received on message_ids using brin (received_at);

-- The input log and what was decided: one row per input. Events are the rows with a name.
create table inputs (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  kind text not null,
  program int not null,
  semantics smallint not null,
  name text collate "C",
  occurred_at timestamptz,
  source text,
  message_id text,
  properties jsonb,
  -- What else the input carries (traits, outcome, command, features), by kind.
  payload jsonb,
  facts jsonb,
  -- Canonical JSON of effects, ledger and trace.
  decision text not null,
  primary key (lane, lead_id, seq)
);
create index inputs_events on inputs (lane, lead_id, name, occurred_at) where name is not null;
create index inputs_by_name on inputs (name, occurred_at) where name is not null;

-- Inputs that wait for their lead: it was being decided elsewhere, is parked, or its account changed. Writing here
-- takes no lock on the lead; whoever holds the lead next takes these first, in order of n.
create table inbox (
  lane smallint not null,
  lead_id uuid not null,
  n bigint generated always as identity,
  body jsonb not null,
  primary key (lane, lead_id, n)
);

create table ledger (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  ordinal smallint not null,
  at timestamptz not null,
  rule text not null,
  points int not null,
  primary key (lane, lead_id, seq, ordinal)
);

create table enrolments (
  lane smallint not null,
  lead_id uuid not null,
  track text not null,
  n int not null,
  step text not null,
  status text not null,
  started_at timestamptz not null,
  started_by text not null,
  step_at timestamptz not null,
  ended_at timestamptz,
  reason text,
  primary key (lane, lead_id, track, n)
) with (fillfactor = 70);
create index enrolments_by_track on enrolments (track, status, started_at);

create table stage_moves (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  ordinal smallint not null,
  at timestamptz not null,
  kind text not null check (kind in ('journey', 'lifecycle')),
  from_stage text not null,
  to_stage text not null,
  primary key (lane, lead_id, seq, ordinal)
);
create index stage_moves_at on stage_moves (at);

create table outbox (
  lane smallint not null,
  lead_id uuid not null,
  seq bigint not null,
  ordinal smallint not null,
  kind text not null,
  track text,
  step text,
  effect jsonb not null,
  not_before timestamptz not null,
  status text not null default 'queued'
    check (status in ('queued', 'sending', 'sent', 'failed', 'refused', 'in_doubt')),
  attempts smallint not null default 0,
  lease_until timestamptz,
  settled_at timestamptz,
  result jsonb,
  primary key (lane, lead_id, seq, ordinal)
) with (fillfactor = 70);
create index outbox_queued on outbox (lane, not_before) where status = 'queued';
create index outbox_sending on outbox (lease_until) where status = 'sending';
create index outbox_by_track on outbox (track, settled_at) where track is not null;

-- The embedded mailbox keeps envelope, subject and variables; the body is rendered again from the pinned content.
create table mailbox (
  id uuid primary key,
  lane smallint not null,
  lead_id uuid not null,
  effect text not null,
  sender text not null,
  recipient text not null,
  subject text not null,
  item text not null,
  version int not null,
  variables jsonb not null,
  sent_at timestamptz not null,
  demo boolean not null default false
);
create index mailbox_sent on mailbox (sent_at desc, id);
create index mailbox_lead on mailbox (lane, lead_id);

-- The content library.
create table content_items (
  id text collate "C" not null,
  version int not null,
  hash text not null,
  -- Canonical JSON of the item: metadata and body.
  document jsonb not null,
  kind text not null,
  approved boolean not null,
  retired boolean not null default false,
  demo boolean not null default false,
  created_at timestamptz not null,
  primary key (id, version)
);
create table passages (
  item text collate "C" not null,
  version int not null,
  ordinal int not null,
  heading text not null,
  text text not null,
  -- Offsets into the item's body in code points, end exclusive.
  start_offset int not null,
  end_offset int not null,
  -- BM25 document weights over hashed terms; the query carries the IDF.
  terms sparsevec(1000000000) not null,
  primary key (item, version, ordinal),
  foreign key (item, version) references content_items on delete cascade
);
create table passage_terms (term int primary key, documents int not null);

-- Conversations are kept on the server.
create table conversations (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  -- Where it takes place: console, cli, or slack:<channel>:<thread>.
  place text not null,
  created_at timestamptz not null,
  unique (person_id, place)
);
create table messages (
  conversation_id uuid not null references conversations on delete cascade,
  n int not null,
  role text not null check (role in ('user', 'assistant')),
  -- The UI message parts, tool calls and outputs included.
  parts jsonb not null,
  at timestamptz not null,
  primary key (conversation_id, n)
);
