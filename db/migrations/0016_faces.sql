-- A test of an email, sent to the person who asked for it: what its banner says. Null for an email to a lead.
alter table mailbox add column test jsonb;
