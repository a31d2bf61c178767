-- What a dashboard asks of facts by another instant than that which they are ordered by: few rows among many.
create index stay_facts_demo on stay_facts (demo_at) where kind = 'lifecycle' and demo_at is not null;
create index step_facts_held on step_facts (at) where what in ('hold', 'drop');
