-- Digests that people ordered. A place is `email:PERSON`, `direct:PERSON` or `slack:CHANNEL`: at each there is one of a kind.
create table digests (
  id int generated always as identity primary key,
  owner uuid not null references people on delete cascade,
  place text collate "C" not null,
  -- As people call a channel; empty of the others.
  place_name text not null default '',
  every text not null check (every in ('week', 'month')),
  -- Monday is 1; of a month the day, or its last one where it has fewer.
  day smallint not null check (day between 1 and 31),
  -- Of the day, by the clock of the time zone.
  minute smallint not null check (minute between 0 and 1439),
  time_zone text not null,
  -- Narrowed to one track; null: everything.
  track text collate "C",
  next_at timestamptz not null,
  created_at timestamptz not null
);
create unique index digests_once on digests (place, every, coalesce(track, ''));
create index digests_due on digests (next_at);

-- What people want to be warned of, and where.
create table alerts (
  id int generated always as identity primary key,
  owner uuid not null references people on delete cascade,
  place text collate "C" not null,
  place_name text not null default '',
  kind text not null check (kind in ('clicks', 'stuck', 'failed_sends', 'connectors')),
  -- What is borne until it warns, in the unit of its kind; null: as usual (docs/digests.md).
  threshold float8,
  -- Minutes of the day between which nothing is said, by the clock of the time zone; null: day and night.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  time_zone text not null,
  created_at timestamptz not null,
  unique (place, kind)
);

-- Each time that one of them was so. Until it has recovered it is the same incident.
create table alert_incidents (
  id int generated always as identity primary key,
  alert_id int not null references alerts on delete cascade,
  -- Which connector; empty where there is one matter.
  subject text collate "C" not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  -- The sentences it began with.
  words text[] not null
);
create unique index alert_incidents_open on alert_incidents (alert_id, subject) where ended_at is null;

-- When each kind was looked at last, by whichever process.
create table alert_looks (
  kind text primary key,
  at timestamptz not null
);

-- How connectors were when last looked at.
create table connector_looks (
  connector text collate "C" primary key,
  -- Looks in a row that failed.
  failures int not null,
  -- Since when it has been as it is.
  since timestamptz not null,
  words text not null
);

-- What goes out to our own people: one row a digest and period, one a beginning and an end of an incident. The key is the
-- same on every attempt, and there is one row a key.
create table posts (
  key text collate "C" primary key,
  place text collate "C" not null,
  place_name text not null default '',
  -- Who ordered it: it is sent as long as they may.
  owner uuid not null references people on delete cascade,
  digest_id int references digests on delete set null,
  incident_id int references alert_incidents on delete set null,
  -- Of a digest: what it is to tell, before it is written.
  brief jsonb,
  -- As it is told; null until it is written, and from then on the same.
  content jsonb,
  not_before timestamptz not null,
  status text not null default 'queued' check (status in ('queued', 'sending', 'sent', 'failed', 'in_doubt', 'dropped')),
  attempts smallint not null default 0,
  lease_until timestamptz,
  settled_at timestamptz,
  reason text,
  created_at timestamptz not null
);
create index posts_due on posts (not_before) where status in ('queued', 'sending');
create index posts_newest on posts (created_at desc);
