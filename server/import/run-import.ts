import type { Database } from '../../db/connection.ts';
import type { Fault } from '../../db/errors.ts';
import { laneOfValue } from '../../db/lanes.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import type { Engine, IncomingEvent } from '../../engine/runtime/types.ts';
import { eventLineToEvent } from './event-line.ts';
import { type ImportConsent, leadRowToEvents } from './lead-row.ts';

export interface ImportBatch {
  kind: 'leads' | 'events';
  /** Names the import; scopes its message ids. */
  source: string;
  records: readonly { line: number; record: unknown }[];
  consent?: ImportConsent;
  list?: string;
  /** Leads enter the tracks whose entry they satisfy, as if they had just arrived. Default: an import moves nobody. */
  enrol?: boolean;
  /** Look only: nothing is written. */
  check?: boolean;
}

export interface ImportResult {
  /** Records that are good: written, or known already, or only looked at. */
  good: number;
  /** Of these, records that had been imported before. */
  duplicates: number;
  /** Of the leads, those that may not be written to now, with reason no_consent (or suppressed). */
  held: number;
  /** Bad records; paths begin with `line N`. */
  refused: { line: number; faults: Fault[] }[];
}

/** Maps and takes one batch of a file. Bad records are refused one by one; the good ones are taken. */
export async function runImport(
  { db, engine, clock }: { db: Database; engine: Engine; clock: () => number },
  batch: ImportBatch,
): Promise<ImportResult> {
  const now = clock();
  const context = { source: batch.source, vocabulary: defaultVocabulary, now };
  const events: IncomingEvent[] = [];
  const refused: ImportResult['refused'] = [];
  for (const { line, record } of batch.records) {
    const path = `line ${line}`;
    const mapped =
      batch.kind === 'events'
        ? eventLineToEvent(record, path, context)
        : leadRowToEvents(record as Record<string, unknown>, path, {
            ...context,
            ...(batch.consent && { consent: batch.consent }),
            ...(batch.list !== undefined && { list: batch.list }),
            ...(batch.enrol && { enrol: true }),
          });
    if ('faults' in mapped) refused.push({ line, faults: mapped.faults });
    else events.push(...mapped.events);
  }
  const good = batch.records.length - refused.length;
  if (batch.check || events.length === 0) return { good, duplicates: 0, held: 0, refused };
  const { duplicates } = await engine.ingest(events);
  const perRecord = batch.kind === 'leads' && batch.consent ? 2 : 1;
  const held = batch.kind === 'leads' ? await countHeld(db, events) : 0;
  return { good, duplicates: Math.floor(duplicates / perRecord), held, refused };
}

/** Leads of these events, found by email, that may not be sent marketing email. */
async function countHeld(db: Database, events: readonly IncomingEvent[]): Promise<number> {
  const emails = [...new Set(events.flatMap((event) => (event.email ? [event.email] : [])))];
  const [row] = await db.query<{ held: number }>(
    `select count(distinct l.id)::int as held
     from unnest($1::smallint[], $2::text[]) as given (lane, email)
     join identities i on i.lane = given.lane and i.kind = 'email' and i.value = given.email
     join leads l on l.lane = i.lead_lane and l.id = i.lead_id
     where not l.mailable`,
    [emails.map(laneOfValue), emails],
  );
  return row?.held ?? 0;
}
