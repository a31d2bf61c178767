import { SqlParams } from '../../../program/condition/sql-params.ts';
import { toSql } from '../../../program/condition/to-sql.ts';
import type { Scope } from '../scope.ts';

/**
 * The facts that figures are made of: their table, which of their columns puts them into a period, which tell when
 * something came of them, and what of those depends on which.
 */
const sources = {
  emails: {
    table: 'email_facts',
    at: 'sent_at',
    key: ['from_id', 'seq', 'ordinal', 'track', 'step', 'enrolment', 'item', 'stage'],
    outcomes: {
      bounced_at: [],
      opened_at: [],
      clicked_at: [],
      replied_at: [],
      unsubscribed_at: [],
      complained_at: [],
      progressed_at: [],
    },
    moment: ['track', 'item'],
  },
  stays: {
    table: 'stay_facts',
    at: 'entered_at',
    key: ['kind', 'n', 'stage', 'nurtured', 'emails', 'pieces', 'furthest'],
    outcomes: {
      left_at: ['next_stage', 'forward'],
      clicked_at: [],
      downloaded_at: [],
      demo_at: [],
      meeting_at: [],
      proposal_at: [],
      closed_at: ['won', 'amount'],
      accepted_at: [],
    },
    moment: ['track', 'item'],
  },
  takes: {
    table: 'take_facts',
    at: 'at',
    key: ['item', 'stage'],
    outcomes: { progressed_at: [] },
    moment: ['item'],
  },
  deals: {
    table: 'deal_facts',
    at: 'at',
    key: ['from_id', 'seq', 'kind', 'won', 'amount', 'nurtured'],
    outcomes: {},
    moment: [],
  },
} as const satisfies Record<
  string,
  {
    table: string;
    at: string;
    key: readonly string[];
    /** By the instant of an outcome the columns that say more of it. */
    outcomes: Readonly<Record<string, readonly string[]>>;
    /** The filters that are among its dimensions; those of the lead are everywhere. */
    moment: readonly ('track' | 'item')[];
  }
>;
export type SourceId = keyof typeof sources;

export interface RowsOptions {
  /** Of a period; `from` undefined: of all before its end. */
  period: { from?: number; to: number };
  /** Outcomes at or after this instant (ms) have not happened: rows as they stood then. */
  cut?: number | undefined;
  /** Of stays. A stage asked about is that of a journey stay, and the one a lead stood at otherwise. */
  kind?: 'journey' | 'lifecycle' | undefined;
}

/** A parenthesised SELECT of the facts that a scope asks about, to be given an alias. */
export function rowsSql(source: SourceId, scope: Scope, params: SqlParams, options: RowsOptions): string {
  const { table, at, key, outcomes } = sources[source];
  const { period, cut, kind } = options;
  const where = [`f.${at} < ${instant(params, period.to)}`, ...filters(source, scope, params, options)];
  if (period.from !== undefined) where.push(`f.${at} >= ${instant(params, period.from)}`);
  if (kind) where.push(`f.kind = '${kind}'`);
  const columns = ['lane', 'lead_id', `${at} as began`, ...key, 'dims'].map((column) => `f.${column}`);
  for (const [happened, more] of Object.entries(outcomes)) {
    for (const column of [happened, ...more]) {
      const then = cut === undefined ? '' : ` f.${happened} < ${instant(params, cut)}`;
      columns.push(then ? `case when${then} then f.${column} end as ${column}` : `f.${column}`);
    }
  }
  return `(select ${columns.join(', ')} from ${table} f where ${where.join(' and ')})`;
}

/** Whether a lead, as it is now, is one of those asked about: over `lane` and `lead` columns of the statement. */
export function leadFilters(scope: Scope, params: SqlParams, lane: string, lead: string): string[] {
  const { dims, query, context } = scope;
  const ofLead = [dims.segment, dims.industry, dims.owner].filter((dim) => dim !== undefined);
  const found: string[] = [];
  if (ofLead.length > 0)
    found.push(
      `exists (select from fact_leads k where k.lane = ${lane} and k.lead_id = ${lead} and k.dims @> ${ints(params, ofLead)})`,
    );
  if (scope.isMatched) {
    found.push(`exists (select from matching_leads y where y.lane = ${lane} and y.id = ${lead})`);
  } else if (query.where) {
    const { sql, params: values } = toSql(query.where, { ...context, firstParam: params.values.length + 1 });
    params.values.push(...values);
    found.push(`exists (select from leads l where l.lane = ${lane} and l.id = ${lead} and ${sql})`);
  }
  return found;
}

/** Whether a lead stood at the journey stage asked about at an instant. */
export function stageFilter(
  scope: Scope,
  params: SqlParams,
  lane: string,
  lead: string,
  at: string,
): string[] {
  if (scope.query.stage === undefined) return [];
  return [
    `exists (select from stay_facts j where j.lane = ${lane} and j.lead_id = ${lead} and j.kind = 'journey'
       and j.stage = ${params.add(scope.query.stage)}::text and j.entered_at <= ${at}
       and (j.left_at is null or j.left_at > ${at}))`,
  ];
}

/** An instant in ms as SQL. */
export function instant(params: SqlParams, ms: number): string {
  return `to_timestamp(${params.add(String(ms))}::float8 / 1000)`;
}

/** Params that a period may be put into. */
export function newParams(): SqlParams {
  return new SqlParams(1);
}

function filters(
  source: SourceId,
  scope: Scope,
  params: SqlParams,
  { kind }: Pick<RowsOptions, 'kind'>,
): string[] {
  const { at, moment } = sources[source] as { at: string; moment: readonly string[] };
  const { dims, query } = scope;
  const found: string[] = [];
  const inDims = (['segment', 'industry', 'owner', 'track', 'item'] as const)
    .filter((filter) => (filter !== 'track' && filter !== 'item') || moment.includes(filter))
    .map((filter) => dims[filter])
    .filter((dim) => dim !== undefined);
  if (inDims.length > 0) found.push(`f.dims @> ${ints(params, inDims)}`);
  found.push(...leadFilters({ ...scope, dims: {} }, params, 'f.lane', 'f.lead_id'));
  // What has no track or item of its own: of leads that had been on the track or had the item by then.
  if (query.track !== undefined && !moment.includes('track'))
    found.push(
      `exists (select from enrolments e where e.lane = f.lane and e.lead_id = f.lead_id
         and e.track = ${params.add(query.track)}::text and e.started_at <= f.${at})`,
    );
  if (query.item !== undefined && !moment.includes('item')) {
    const item = `${params.add(query.item)}::text`;
    found.push(
      `(exists (select from email_facts m where m.lane = f.lane and m.lead_id = f.lead_id and m.item = ${item} and m.sent_at <= f.${at})
        or exists (select from take_facts m where m.lane = f.lane and m.lead_id = f.lead_id and m.item = ${item} and m.at <= f.${at}))`,
    );
  }
  const ownStage = source === 'emails' || source === 'takes' || kind === 'journey';
  if (query.stage !== undefined && ownStage) found.push(`f.stage = ${params.add(query.stage)}::text`);
  if (!ownStage) found.push(...stageFilter(scope, params, 'f.lane', 'f.lead_id', `f.${at}`));
  return found;
}

function ints(params: SqlParams, values: readonly number[]): string {
  return `${params.add(`{${values.join()}}`)}::int[]`;
}
