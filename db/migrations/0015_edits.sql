-- A change that goes back to an earlier version says to which.
alter table changes add column rollback_to int;
-- What a rollback cannot take back is counted since a version was left. Points are written in the order of time.
create index ledger_at on ledger using brin (at);
create index outbox_done on outbox (settled_at) where status = 'sent' and kind <> 'email';
