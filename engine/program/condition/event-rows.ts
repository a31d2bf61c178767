/**
 * Where SQL finds the events that a lead's conditions count, as a FROM item: its own and those of the leads that were
 * merged into it, all under its lane and id.
 */
export const eventRows = `(
  select lane, lead_id, name, occurred_at, at, seq, properties from inputs where name is not null
  union all select lane, lead_id, name, occurred_at, at, seq, properties from merged_events)`;
