-- Where webhooks go. The program names the id; the secret signs and so is kept as it is.
create table webhook_targets (
  id text primary key,
  url text not null,
  secret text not null,
  created_at timestamptz not null
);
-- Where a lead books a meeting with whoever takes the task.
alter table notifications add column booking text;
-- Updates of a CRM wait for a connector, for years if there is none. They have an index of their own, so that looking
-- for what is to be sent never passes over them.
drop index outbox_queued;
create index outbox_queued on outbox (lane, not_before) where status = 'queued' and kind <> 'crm';
create index outbox_crm on outbox (lane, not_before) where status = 'queued' and kind = 'crm';
