-- Where tasks and notices for people arrive when no other system takes them. One row an effect.
create table notifications (
  lane smallint not null,
  lead_id uuid not null,
  -- Effect key: <seq>:<ordinal> within the lead.
  effect text not null,
  kind text not null check (kind in ('task', 'notify')),
  -- Queue of a task, audience of a notice.
  audience text not null,
  text text not null,
  due_at timestamptz,
  track text,
  demo boolean not null default false,
  created_at timestamptz not null,
  primary key (lane, lead_id, effect)
);
create index notifications_newest on notifications (created_at desc, lane, lead_id);
