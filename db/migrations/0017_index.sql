-- The index in generations: vocabulary, weights, model and vectors belong together, are built aside and put in use by
-- one pointer, `library.generation` in settings.
create table index_generations (
  id int generated always as identity primary key,
  -- building: filled beside the one in use. ready: the pointer names it, or did until now. gone: going, since gone_at.
  status text not null check (status in ('building', 'ready', 'gone')),
  -- Of the rules that make index terms out of text.
  lexicon int not null,
  -- What the vectors come from: {"kind": "lsa" | "endpoint", "model": …}. Null: words alone.
  embedder jsonb,
  dimensions int,
  passages int not null default 0,
  -- In all passages, with title and headings.
  terms bigint not null default 0,
  -- The average length of a passage in terms that the stored weights assume.
  average_length float8 not null default 0,
  -- Passages there were when its model was trained, or found to have too little in common for one.
  trained_on int,
  -- The model itself where it is ours.
  model bytea,
  created_at timestamptz not null default now(),
  ready_at timestamptz,
  gone_at timestamptz
);
create table index_terms (
  generation int not null references index_generations on delete cascade,
  term int not null,
  -- Passages that have it.
  documents int not null,
  primary key (generation, term)
);
create table index_entries (
  generation int not null references index_generations on delete cascade,
  item text collate "C" not null,
  version int not null,
  ordinal int not null,
  -- Terms in the passage.
  length int not null,
  -- BM25 document weights over hashed terms; the query carries the IDF.
  terms sparsevec(1000000000) not null,
  -- Of length one, with as many numbers as the generation's dimensions. Null: found by words alone, for now or for good.
  vector halfvec,
  -- The endpoint takes other texts and not this one.
  refused boolean not null default false,
  primary key (generation, item, version, ordinal),
  foreign key (item, version, ordinal) references passages on delete cascade
);
-- A scan reads weights of every row: they stay in the row.
alter table index_entries alter column terms set storage main;
alter table index_entries alter column vector set storage main;
alter table index_entries set (toast_tuple_target = 8160);
create index index_entries_passage on index_entries (item, version, ordinal);
-- What an endpoint made of a text, so that no text is paid for twice.
create table embedding_cache (
  model text not null,
  hash text not null,
  vector halfvec not null,
  made_at timestamptz not null,
  primary key (model, hash)
);

-- The page of the source it begins on, where the source has pages; SHA-256 of the index text.
alter table passages add column page int, add column hash text;
update passages p set hash = encode(sha256(convert_to(
    c.document ->> 'title' || E'\n' || p.heading || E'\n' || p.text, 'UTF8')), 'hex')
  from content_items c where c.id = p.item and c.version = p.version;
alter table passages alter column hash set not null;
create index passages_hash on passages (hash);

insert into index_generations (status, lexicon, passages, terms, average_length, ready_at)
select 'ready', 1, coalesce((s.value::jsonb ->> 'passages')::int, 0), coalesce((s.value::jsonb ->> 'terms')::bigint, 0),
  coalesce((s.value::jsonb ->> 'averageLength')::float8, 0), now()
from (values (1)) as one left join settings s on s.key = 'knowledge.bm25';
insert into index_terms (generation, term, documents)
select g.id, t.term, t.documents from passage_terms t, index_generations g;
-- How long each passage is was not kept; the average is right in sum.
insert into index_entries (generation, item, version, ordinal, length, terms)
select g.id, p.item, p.version, p.ordinal, round(g.terms / greatest(g.passages, 1)), p.terms
from passages p, index_generations g;
delete from settings where key = 'knowledge.bm25';
insert into settings (key, value) select 'library.generation', id::text from index_generations;
alter table passages drop column terms;
drop table passage_terms;
