-- What a dashboard read of every single lead or stay is noted with the facts, or counted by the day.

-- Stays with at least one piece of content, and the squares of their pieces: a mean with its interval from sums.
alter table daily_stays add column readers int not null default 0, add column pieces_squared int not null default 0;
update daily_stays c set readers = n.readers, pieces_squared = n.pieces_squared
from (select d.dim, (f.entered_at at time zone 'UTC')::date as day, f.kind, f.stage,
             count(*)::int as readers, sum(f.pieces * f.pieces)::int as pieces_squared
      from stay_facts f cross join lateral unnest(0 || f.dims) d(dim)
      where f.pieces > 0 group by 1, 2, 3, 4) n
where n.dim = c.dim and n.day = c.day and n.kind = c.kind and n.stage = c.stage;
alter table daily_stays alter column readers drop default, alter column pieces_squared drop default;

-- Of a lead's first lifecycle stay, null elsewhere: the furthest lifecycle stage that the lead has reached, and when sales
-- accepted it first (SQL or later).
alter table stay_facts add column furthest text collate "C", add column accepted_at timestamptz;
update stay_facts f set furthest = r.furthest, accepted_at = r.accepted_at
from (select s.lane, s.lead_id,
             (array['subscriber', 'lead', 'mql', 'sql', 'opportunity', 'customer'])[
               max(array_position(array['subscriber', 'lead', 'mql', 'sql', 'opportunity', 'customer'], s.stage))] as furthest,
             min(s.entered_at) filter (where s.stage in ('sql', 'opportunity', 'customer')) as accepted_at
      from stay_facts s where s.kind = 'lifecycle' group by 1, 2) r
where f.kind = 'lifecycle' and f.n = 1 and f.lane = r.lane and f.lead_id = r.lead_id;
-- Back in the order of time, which periods are read in.
cluster stay_facts using stay_facts_entered;

-- Read from the index alone.
create index stay_facts_came on stay_facts (entered_at) include (furthest, accepted_at) where kind = 'lifecycle' and n = 1;
create index stay_facts_mql on stay_facts (entered_at) include (left_at, forward, nurtured) where kind = 'lifecycle' and stage = 'mql';
