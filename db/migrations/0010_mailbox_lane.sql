-- The mailbox is keyed by lane like all that belongs to leads: the first byte of an email's id is its lead's lane.
alter table mailbox drop constraint mailbox_pkey;
update mailbox set id = overlay(id::text placing lpad(to_hex(lane::int), 2, '0') from 1 for 2)::uuid;
alter table mailbox add primary key (lane, id);
