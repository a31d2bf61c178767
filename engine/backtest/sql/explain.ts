import type { Queryable } from '../../../db/connection.ts';
import { laneOfLead } from '../../../db/lanes.ts';
import type { Effect, Fields, LeadId, Outcome } from '../../core/types.ts';
import type { ContentRef, Track } from '../../program/schema.ts';
import type { LoggedInput } from './replay.ts';

export interface EmailRow {
  seq: number;
  ordinal: number;
  status: 'queued' | 'sending' | Outcome['status'];
  not_before: number;
  settled_at: number | null;
  result: { reason?: string } | null;
  effect: Extract<Effect, { kind: 'email' }>;
}

/** Which emails of a lead: one decided by an input, of an item, of a track, of one of its steps. */
export interface EmailChoice {
  seq?: number;
  ordinal?: number;
  item?: string;
  track?: string;
  step?: string;
}

/** The newest email of a lead that fits. */
export async function readEmail(
  on: Queryable,
  id: LeadId,
  { seq, ordinal, item, track, step }: EmailChoice,
): Promise<EmailRow | undefined> {
  const [row] = await on.query<EmailRow>(
    `select seq, ordinal, status, not_before, settled_at, result, effect from outbox
     where lane = $1 and lead_id = $2 and kind = 'email'
       and ($3::bigint is null or seq = $3) and ($4::smallint is null or ordinal = $4)
       and ($5::text is null or effect #>> '{content,item}' = $5)
       and ($6::text is null or track = $6) and ($7::text is null or step = $7)
     order by seq desc, ordinal desc limit 1`,
    [laneOfLead(id), id, seq ?? null, ordinal ?? null, item ?? null, track ?? null, step ?? null],
  );
  return row;
}

export interface ContributionRow {
  model: string;
  rule: string;
  points: number;
  times: number;
  last: number;
}

/** What each rule gave a lead up to an input, most points first. */
export function readContributions(
  on: Queryable,
  id: LeadId,
  untilSeq: number = Number.MAX_SAFE_INTEGER,
): Promise<ContributionRow[]> {
  return on.query(
    `select model, rule, sum(points)::int as points, count(*)::int as times, max(at) as last from ledger
     where lane = $1 and lead_id = $2 and seq <= $3 group by model, rule
     order by abs(sum(points)) desc, model, rule collate "C"`,
    [laneOfLead(id), id, untilSeq],
  );
}

export interface ProgramRow {
  version: number;
  hash: string;
  activated_at: number;
  change_id: string | null;
  title: string | null;
  author: string | null;
  approver: string | null;
  approved_at: number | null;
}

/** A program version, the change that brought it, and who settled that. */
export async function readProgramOrigin(on: Queryable, version: number): Promise<ProgramRow | undefined> {
  const [row] = await on.query<ProgramRow>(
    `select p.version, p.hash, p.activated_at, c.id as change_id, c.title, a.name as author, r.name as approver,
       c.resolved_at as approved_at
     from programs p left join changes c on c.id = p.change_id left join people a on a.id = c.author
       left join people r on r.id = c.resolved_by
     where p.version = $1`,
    [version],
  );
  return row;
}

/** A track as the versions up to one had it, newest first, some at a time. */
export function readTrackVersions(
  on: Queryable,
  track: string,
  { upTo, limit }: { upTo: number; limit: number },
): Promise<{ version: number; track: Track | null }[]> {
  return on.query(
    `select version, document::jsonb #> array['tracks', $1::text] as track from programs
     where version <= $2 order by version desc limit $3`,
    [track, upTo, limit],
  );
}

/** Titles of content items, by `ITEM@VERSION`. */
export async function readContentTitles(
  on: Queryable,
  refs: readonly Pick<ContentRef, 'item' | 'version'>[],
): Promise<ReadonlyMap<string, string>> {
  if (refs.length === 0) return new Map();
  const rows = await on.query<{ id: string; version: number; title: string | null }>(
    `select c.id, c.version, c.document ->> 'title' as title
     from json_to_recordset($1::json) as x(item text, version int)
     join content_items c on c.id = x.item and c.version = x.version`,
    [JSON.stringify(refs.map(({ item, version }) => ({ item, version })))],
  );
  return new Map(rows.map(({ id, version, title }) => [`${id}@${version}`, title ?? id]));
}

/** The names of everybody who may be named in an explanation. */
export async function readPeopleNames(on: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await on.query<{ id: string; name: string }>('select id, name from people limit 10000');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function readLeadState(
  on: Queryable,
  lane: number,
  id: LeadId,
): Promise<{ fields: Fields; state: string } | undefined> {
  const [row] = await on.query<{ fields: Fields; state: string }>(
    'select fields, state from leads where lane = $1 and id = $2',
    [lane, id],
  );
  return row;
}

/** The newest entries of a ledger, each with the input that it came with. */
export function readLastPoints(
  on: Queryable,
  id: LeadId,
  limit: number,
): Promise<
  (Pick<LoggedInput, 'seq' | 'at' | 'kind' | 'name' | 'source' | 'properties' | 'payload'> & {
    rule: string;
    points: number;
    model: string;
  })[]
> {
  return on.query(
    `select l.seq, l.at, l.rule, l.points, l.model, coalesce(i.kind, 'timer') as kind, i.name, i.source, i.properties,
       case when i.kind in ('command', 'merge') then jsonb_build_object('by', i.payload ->> 'by')
         when i.kind = 'activation' then jsonb_build_object('version', i.payload -> 'version') end as payload
     from ledger l left join inputs i on i.lane = l.lane and i.lead_id = l.lead_id and i.seq = l.seq and i.at = l.at
     where l.lane = $1 and l.lead_id = $2 order by l.seq desc, l.ordinal desc limit $3`,
    [laneOfLead(id), id, limit],
  );
}

export type TimelineRow = Pick<
  LoggedInput,
  | 'seq'
  | 'at'
  | 'kind'
  | 'name'
  | 'source'
  | 'properties'
  | 'payload'
  | 'program'
  | 'occurred_at'
  | 'decision'
>;

/** The newest inputs of a lead before one, newest first. */
export function readTimeline(
  on: Queryable,
  id: LeadId,
  { before, limit }: { before: number; limit: number },
): Promise<TimelineRow[]> {
  return on.query(
    `select seq, at, kind, name, source, properties, program, occurred_at, decision,
       case when kind = 'activation' then jsonb_build_object('version', payload -> 'version')
         when kind = 'merge' then jsonb_build_object('by', payload ->> 'by') else payload end as payload
     from inputs where lane = $1 and lead_id = $2 and seq < $3 order by seq desc limit $4`,
    [laneOfLead(id), id, before, limit],
  );
}

/** Whether any version of the program has something at this place. */
export async function everInProgram(on: Queryable, path: readonly string[]): Promise<boolean> {
  const rows = await on.query(
    'select from programs where document::jsonb #> $1::text[] is not null order by version desc limit 1',
    [path],
  );
  return rows.length > 0;
}
