-- Points by score model. Null in a row that was last decided before there were models: all its points are engagement.
alter table leads add column scores jsonb;
alter table ledger add column model text collate "C" not null default 'engagement';
