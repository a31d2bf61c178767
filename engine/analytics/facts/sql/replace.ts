/** How the rows of a table of facts are keyed and what else they have, in the order in which `<table>_fresh` gives them. */
export const factTables = {
  email_facts: {
    key: ['lane', 'lead_id', 'from_id', 'seq', 'ordinal'],
    rest: [
      'sent_at',
      'track',
      'step',
      'enrolment',
      'item',
      'version',
      'stage',
      'purpose',
      'bounced_at',
      'opened_at',
      'clicked_at',
      'replied_at',
      'unsubscribed_at',
      'complained_at',
      'progressed_at',
      'dims',
    ],
  },
  stay_facts: {
    key: ['lane', 'lead_id', 'kind', 'n'],
    rest: [
      'stage',
      'entered_at',
      'left_at',
      'next_stage',
      'forward',
      'nurtured',
      'emails',
      'pieces',
      'clicked_at',
      'downloaded_at',
      'demo_at',
      'meeting_at',
      'proposal_at',
      'closed_at',
      'won',
      'amount',
      'furthest',
      'accepted_at',
      'dims',
    ],
  },
  take_facts: { key: ['lane', 'lead_id', 'item'], rest: ['at', 'stage', 'progressed_at', 'dims'] },
  deal_facts: {
    key: ['lane', 'lead_id', 'from_id', 'seq'],
    rest: ['at', 'kind', 'won', 'amount', 'nurtured', 'dims'],
  },
  exposure_facts: { key: ['lane', 'lead_id', 'experiment'], rest: ['arm', 'at'] },
  step_facts: {
    key: ['lane', 'lead_id', 'from_id', 'seq', 'ordinal'],
    rest: ['at', 'track', 'step', 'enrolment', 'what', 'detail'],
  },
} as const;
export type FactTable = keyof typeof factTables;
export const factTableNames = Object.keys(factTables) as FactTable[];

/** The rows that the people of `ids` have now, as `<table>_old`. Nobody else writes them, so they stay where they are. */
export function oldRows(table: FactTable): string {
  const { key, rest } = factTables[table];
  const columns = [...key, ...rest].join(', ');
  return `${table}_old as materialized (
    select o.* from ids cross join lateral (
      select ${columns}, ctid as row_at from ${table} t where t.lane = ids.lane and t.lead_id = ids.id offset 0) o)`;
}

/**
 * Makes the rows of `<table>_fresh` the ones that the people of `ids` have: those that differ from `<table>_old` are
 * written, those that are no more go. `<table>_went` and `<table>_came` are the differences.
 */
export function replaceRows(table: FactTable): string {
  const key: readonly string[] = factTables[table].key;
  const { rest } = factTables[table];
  const columns = [...key, ...rest].join(', ');
  const keys = key.join(', ');
  return `${table}_went as materialized (
      select ${columns} from ${table}_old except select ${columns} from ${table}_fresh),
    ${table}_came as materialized (
      select ${columns} from ${table}_fresh except select ${columns} from ${table}_old),
    ${table}_deleted as (
      delete from ${table} where ctid = any(array(
        select o.row_at from ${table}_old o
        join (select ${keys} from ${table}_went except select ${keys} from ${table}_came) g using (${keys})))),
    ${table}_written as (
      insert into ${table} (${columns}) select ${columns} from ${table}_came order by ${keys}
      on conflict (${keys}) do update set ${rest.map((column) => `${column} = excluded.${column}`).join(', ')})`;
}

/** What a cube counts of it, as rows with a sign. */
export const difference = (table: FactTable) =>
  `select 1 as sign, * from ${table}_came union all select -1, * from ${table}_went`;
