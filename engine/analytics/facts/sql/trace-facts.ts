const same = (a: string, b: string) => `${a}.lane = ${b}.lane and ${a}.lead_id = ${b}.lead_id`;

/**
 * `step_facts_fresh` and `exposure_facts_fresh`, from the traces of decisions. A decision never changes, so what was read
 * of a lead up to `done` stays and only what came since is read; and what lies in history that was let go stays.
 */
export const traceFacts = `
  told as materialized (
    select d.lane, d.lead_id, d.from_id, d.seq, d.at, d.program, e.ordinal, e.entry
    from log d
    cross join lateral json_array_elements(d.decision::json -> 'trace') with ordinality e(entry, ordinal)
    where d.decision is not null
      and (e.entry ->> 'did' in ('split', 'hold', 'drop', 'assign') or e.entry ->> 'branch' is not null)),
  experiments as materialized (
    select p.version, t.key as track, s ->> 'id' as step, s ->> 'experiment' as experiment
    from programs p
    cross join lateral json_each(p.document::json -> 'tracks') t
    cross join lateral json_array_elements(t.value -> 'steps') s
    where p.version in (select program from told where entry ->> 'did' = 'split') and s ->> 'experiment' is not null),
  steps_told as (
    select t.lane, t.lead_id, t.from_id, t.seq, t.ordinal::smallint, t.at, t.entry ->> 'track' as track, t.entry ->> 'step' as step,
           coalesce(e.n, 0) as enrolment,
           case when t.entry ->> 'did' = 'step' then 'branch' else t.entry ->> 'did' end as what,
           coalesce(t.entry ->> 'branch', t.entry ->> 'arm', t.entry ->> 'reason') as detail
    from told t
    left join (select lane, lead_id, from_id, track, n, started_at,
                      lead(started_at) over (partition by lane, lead_id, from_id, track order by n) as next_at
               from enrolled) e
      on ${same('e', 't')} and e.from_id = t.from_id and e.track = t.entry ->> 'track'
        and e.started_at <= t.at and (e.next_at is null or e.next_at > t.at)
    where t.entry ->> 'did' <> 'assign'
    union
    select ids.to_lane, ids.to_id, o.from_id, o.seq, o.ordinal, o.at, o.track, o.step, o.enrolment, o.what, o.detail
    from step_facts_old o join ids on ids.lane = o.lane and ids.id = o.lead_id
    where o.at < $2 or (o.from_id = ids.id and o.seq <= ids.done)),
  step_facts_fresh as materialized (
    select distinct on (lane, lead_id, from_id, track, step, enrolment, what, detail,
                        case when what = 'hold' then 0 else seq end, case when what = 'hold' then 0 else ordinal end) *
    from steps_told
    order by lane, lead_id, from_id, track, step, enrolment, what, detail,
             case when what = 'hold' then 0 else seq end, case when what = 'hold' then 0 else ordinal end, seq, ordinal),
  exposures as (
    select t.lane, t.lead_id, coalesce(t.entry ->> 'experiment', x.experiment, (t.entry ->> 'track') || '/' || (t.entry ->> 'step')) as experiment,
           t.entry ->> 'arm' as arm, t.at, t.seq
    from told t
    left join experiments x on x.version = t.program and x.track = t.entry ->> 'track' and x.step = t.entry ->> 'step'
    where t.entry ->> 'did' in ('split', 'assign')
    union all
    select ids.to_lane, ids.to_id, o.experiment, o.arm, o.at, 0
    from exposure_facts_old o join ids on ids.lane = o.lane and ids.id = o.lead_id
    where o.at < $2 or ids.done > 0),
  exposure_facts_fresh as materialized (
    select distinct on (lane, lead_id, experiment) lane, lead_id, experiment, arm, at
    from exposures order by lane, lead_id, experiment, at, seq, arm)`;
