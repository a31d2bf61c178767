-- The arms of splits and experiments, as conditions ask for them. Null in a row that was last decided before: they are in its state.
alter table leads add column variants jsonb;
