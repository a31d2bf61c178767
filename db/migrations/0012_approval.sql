-- Who may approve what only a principal may.
alter table people add column principal boolean not null default false;

alter table changes
  -- When an approved change is to be applied, and who approved that; kept once it was.
  add column apply_at timestamptz,
  add column approved_by uuid references people,
  add column approved_at timestamptz,
  -- Why it could not be applied when it was due; the person of approved_by is told.
  add column returned text;
create index changes_due on changes (apply_at) where status = 'scheduled';
create index changes_expiring on changes (expires_at) where status = 'proposed';

create table change_comments (
  id bigint generated always as identity primary key,
  change_id uuid not null references changes on delete cascade,
  by uuid not null references people,
  via text not null check (via in ('slack', 'mcp', 'console', 'cli', 'api')),
  at timestamptz not null,
  text text not null
);
create index change_comments_of on change_comments (change_id, id);

-- What a card shows besides the hashes: another look of it is drawn when one of them is another now.
alter table slack_cards
  add column shown_status text not null default 'proposed',
  add column shown_comments int not null default 0;
