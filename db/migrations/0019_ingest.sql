-- Where items came from. What is added together is a collection: when it is read again, what is unchanged is left alone
-- and what is gone is retired.
create table content_collections (
  name text collate "C" primary key,
  -- files: named one by one, so nothing is ever gone from it.
  kind text not null check (kind in ('files', 'folder', 'list', 'pages', 'sitemap')),
  created_at timestamptz not null,
  -- When it was last read to its end.
  read_at timestamptz
);
create table content_sources (
  collection text collate "C" not null references content_collections on delete cascade,
  -- File with its path in the folder, or URL.
  source text collate "C" not null,
  -- Of its bytes, of what was said of it beside them, and of the rules that read it.
  hash text not null,
  item text collate "C" not null,
  version int not null,
  -- What it says of itself; the other fields of the item were suggested, or set by a person.
  fields text[] not null,
  -- It was not there any more when its collection was last read to its end, and its item was retired for that.
  gone boolean not null default false,
  read_at timestamptz not null,
  primary key (collection, source),
  foreign key (item, version) references content_items on delete cascade
);
create index content_sources_item on content_sources (item);
