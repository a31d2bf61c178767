import type { Database } from '../db/connection.ts';
import { laneOfLead } from '../db/lanes.ts';
import type { LeadId } from '../engine/core/types.ts';
import { stateOf } from '../engine/runtime/loaded-lead.ts';

/** Rows of a section read at a time. */
const pageSize = 500;

type Row = Record<string, unknown>;
/** The lead, then those merged into it. */
interface Whose {
  lane: number;
  id: LeadId;
}

/** A list of the export: `after` is the last row's place in it. Instants are ISO 8601. */
interface Section {
  name: string;
  sql: string;
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Each reads the rows of one lead after the place ($3, $4), with their own place as `seq` and `ordinal`. */
const sections: readonly Section[] = [
  {
    name: 'events',
    sql: `select seq, 0 as ordinal, name, ${iso('occurred_at')} as "occurredAt", ${iso('at')} as "receivedAt", source,
            message_id as "messageId", properties, payload -> 'traits' as traits, payload -> 'lists' as lists
          from inputs where name is not null and lane = $1 and lead_id = $2 and (seq, 0) > ($3::bigint, $4::int)`,
  },
  {
    name: 'consent',
    sql: `select seq, 0 as ordinal, purpose, granted, counted, basis, wording, source, event,
            ${iso('occurred_at')} as "occurredAt", ${iso('at')} as "receivedAt"
          from consent_records where lane = $1 and lead_id = $2 and (seq, 0) > ($3::bigint, $4::int)`,
  },
  {
    name: 'decisions',
    sql: `select seq, 0 as ordinal, ${iso('at')} as at, kind, program, decision::json -> 'trace' as trace
          from inputs where lane = $1 and lead_id = $2 and (seq, 0) > ($3::bigint, $4::int)`,
  },
  {
    name: 'score',
    sql: `select seq, ordinal, ${iso('at')} as at, rule, points, model
          from ledger where lane = $1 and lead_id = $2 and (seq, ordinal::int) > ($3::bigint, $4::int)`,
  },
  {
    name: 'stages',
    sql: `select seq, ordinal, ${iso('at')} as at, kind, from_stage as "from", to_stage as "to"
          from stage_moves where lane = $1 and lead_id = $2 and (seq, ordinal::int) > ($3::bigint, $4::int)`,
  },
  {
    name: 'emails',
    sql: `select o.seq, o.ordinal, o.track, o.step, o.effect -> 'content' as content, o.effect ->> 'purpose' as purpose,
            o.status, ${iso('o.settled_at')} as "settledAt", o.result, m.sender, m.recipient, m.subject, m.variables
          from outbox o left join mailbox m on m.lane = o.lane and m.lead_id = o.lead_id
            and m.effect = o.seq || ':' || o.ordinal
          where o.kind = 'email' and o.lane = $1 and o.lead_id = $2 and (o.seq, o.ordinal::int) > ($3::bigint, $4::int)`,
  },
  {
    name: 'tasks',
    sql: `select seq, ordinal, kind, effect, status, ${iso('settled_at')} as "settledAt"
          from outbox where kind <> 'email' and lane = $1 and lead_id = $2 and (seq, ordinal::int) > ($3::bigint, $4::int)`,
  },
];

/**
 * Everything that is held of a lead and of those merged into it, as the text of one JSON object in pieces: profile,
 * identities, enrolments and merged leads, then the lists, whose entries name the lead they are of as `lead`.
 */
export async function* exportLead(db: Database, id: LeadId, now: number): AsyncGenerator<string> {
  const merged = await db.query<Whose & Row>(
    `select lane, id, ${iso('at')} as "mergedAt", by, fields from lead_redirects where to_lane = $1 and to_id = $2 order by lane, id`,
    [laneOfLead(id), id],
  );
  const everyone: Whose[] = [{ lane: laneOfLead(id), id }, ...merged];
  yield `{\n${member('exportedAt', new Date(now).toISOString())},\n${member('lead', await profileOf(db, id))}`;
  yield `,\n${member('identities', await identitiesOf(db, id))}`;
  yield `,\n${member('enrolments', await enrolmentsOf(db, everyone))}`;
  yield `,\n${member(
    'mergedLeads',
    merged.map(({ lane: _, ...rest }) => rest),
  )}`;
  for (const section of sections) {
    yield `,\n${JSON.stringify(section.name)}: [`;
    let first = true;
    for (const whose of everyone) {
      for await (const row of rowsOf(db, section, whose)) {
        yield `${first ? '' : ','}\n${JSON.stringify({ lead: whose.id, ...row })}`;
        first = false;
      }
    }
    yield ']';
  }
  yield '\n}\n';
}

async function* rowsOf(db: Database, { sql }: Section, { lane, id }: Whose): AsyncGenerator<Row> {
  let after = { seq: 0, ordinal: -1 };
  for (;;) {
    const rows = await db.query<Row & { seq: number; ordinal: number }>(
      `${sql} order by seq, ordinal limit ${pageSize}`,
      [lane, id, after.seq, after.ordinal],
    );
    for (const { ordinal: _, ...row } of rows) yield row;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last;
  }
}

async function profileOf(db: Database, id: LeadId): Promise<Row | undefined> {
  const [lead] = await db.query<{ fields: Row; state: string; lists: string[]; created: string }>(
    `select fields, state, lists, ${iso('created_at')} as created from leads where lane = $1 and id = $2`,
    [laneOfLead(id), id],
  );
  if (!lead) return undefined;
  const { account, consent, withdrawn, suppressed, segments, score, scores, journey, lifecycle } =
    stateOf(lead);
  return {
    id,
    knownSince: lead.created,
    fields: lead.fields,
    account: account?.id ?? null,
    lists: lead.lists,
    segments,
    score,
    scores,
    journey,
    lifecycle,
    consent,
    withdrawn: withdrawn ?? {},
    suppressed,
  };
}

function identitiesOf(db: Database, id: LeadId): Promise<Row[]> {
  return db.query(
    `select kind, value from identities where lead_lane = $1 and lead_id = $2 order by kind, value collate "C"`,
    [laneOfLead(id), id],
  );
}

async function enrolmentsOf(db: Database, everyone: readonly Whose[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { lane, id } of everyone) {
    rows.push(
      ...(await db.query<Row>(
        `select lead_id as lead, track, n, step, status, ${iso('started_at')} as "startedAt", started_by as "startedBy",
           ${iso('ended_at')} as "endedAt", reason
         from enrolments where lane = $1 and lead_id = $2 order by started_at, track, n`,
        [lane, id],
      )),
    );
  }
  return rows;
}

function member(name: string, value: unknown): string {
  return `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
}
