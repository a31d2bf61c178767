-- The log by time, so that the decisions of a period are found whoever they are of: which leads got something because of
-- a rule. What arrives is always the newest, so that writing it costs little.
create index inputs_at on inputs (at);
