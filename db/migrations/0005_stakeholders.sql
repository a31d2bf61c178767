-- Which leads count as stakeholders of their account: one row for each segment that a lead is in and that a condition
-- of its program counts the leads of an account in. Kept by the decisions that make the lead join, part or move.
create table stakeholders (
  lane smallint not null,
  lead_id uuid not null,
  segment text collate "C" not null,
  account_lane smallint not null,
  account_id text collate "C" not null,
  primary key (lane, lead_id, segment)
);
create index stakeholders_of_account on stakeholders (account_lane, account_id, segment);
