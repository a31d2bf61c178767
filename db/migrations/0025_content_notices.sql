-- That a track in force sends content which is retired or out of date, or soon will be: told once, when it begins.
create table content_notices (
  id bigint generated always as identity primary key,
  track text collate "C" not null,
  item text collate "C" not null,
  version int not null,
  problem text not null,
  text text not null,
  created_at timestamptz not null,
  -- When it was no longer so.
  ended_at timestamptz
);
create unique index content_notices_open on content_notices (track, item, version, problem) where ended_at is null;
create index content_notices_newest on content_notices (created_at desc);
