-- What people did, numbered without gaps; each row's hash covers the row and the hash before it. See docs/audit.md.
create table audit (
  n bigint primary key,
  at timestamptz not null,
  action text not null,
  -- A person's id. No reference: the record outlives the person. Null for what Trellis did by itself.
  by text,
  via text not null,
  -- Where the request came from: an address, local, slack or system; and what kind of program sent it.
  address text not null,
  agent text not null,
  -- Ids, hashes and numbers; nothing personal and nothing secret.
  details jsonb not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$')
);
create index audit_at on audit (at);

-- The last row of the chain. It is locked last in a transaction, right before the commit.
create table audit_head (
  id int primary key default 1 check (id = 1),
  n bigint not null,
  hash text not null
);
insert into audit_head (n, hash) values (0, repeat('0', 64));

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is append-only: what was recorded stays.' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
create trigger audit_head_stays before delete or truncate on audit_head
  for each statement execute function refuse_audit_change();
