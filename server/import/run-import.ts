import type { Database } from '../../db/connection.ts';
import type { Fault } from '../../db/errors.ts';
import { defaultVocabulary } from '../../engine/program/vocabulary.ts';
import { appendAudit } from '../../engine/runtime/audit/append.ts';
import type { Engine } from '../../engine/runtime/types.ts';
import { settleAccounts } from '../segment/settle-accounts.ts';
import type { MappedEvent } from '../segment/to-event.ts';
import { eventLineToEvent } from './event-line.ts';
import { heldLeads, knownBefore, leadsOf } from './imported-leads.ts';
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
  /** Good records that were new: taken, or, when only looked at, to be taken. */
  taken: number;
  /** Good records that had been imported before, or stand in this batch a second time. */
  duplicates: number;
  /** The leads of the records taken, each once; empty for events. */
  leads: string[];
  /** The leads of all good records that may not be sent marketing email now: no consent, or suppressed. */
  held: string[];
  /** Bad records, each once; paths begin with `line N`. */
  refused: { line: number; faults: Fault[] }[];
}

/** Maps and takes one batch of a file. Bad records are refused one by one; the good ones are taken. */
export async function runImport(
  { db, engine, clock }: { db: Database; engine: Engine; clock: () => number },
  batch: ImportBatch,
): Promise<ImportResult> {
  const { good, refused } = mapRecords(batch, clock());
  if (batch.check || good.length === 0)
    return { taken: good.length, duplicates: 0, leads: [], held: [], refused };
  // Before the first of it is taken: what is interrupted half way was begun by somebody, too.
  const { kind, source, enrol = false } = batch;
  const details = { kind, source, records: good.length, enrol };
  await db.transaction(async (tx) => appendAudit(tx, { action: 'import', at: clock(), details }));
  const known = await knownBefore(db, good);
  const fresh = good.filter((_, index) => !known[index]);
  await engine.ingest(await settleAccounts(db, good.flat()));
  const counts = { taken: fresh.length, duplicates: good.length - fresh.length };
  if (batch.kind === 'events') return { ...counts, leads: [], held: [], refused };
  return { ...counts, leads: await leadsOf(db, fresh), held: await heldLeads(db, good), refused };
}

/** The events of each good record, in the order of the file. */
function mapRecords(
  batch: ImportBatch,
  now: number,
): { good: MappedEvent[][]; refused: ImportResult['refused'] } {
  const { kind, source, consent, list, enrol } = batch;
  const context = { source, vocabulary: defaultVocabulary, now };
  const good: MappedEvent[][] = [];
  const refused: ImportResult['refused'] = [];
  for (const { line, record } of batch.records) {
    const path = `line ${line}`;
    const mapped =
      kind === 'events'
        ? eventLineToEvent(record, path, context)
        : leadRowToEvents(record as Record<string, unknown>, path, {
            ...context,
            ...(consent && { consent }),
            ...(list !== undefined && { list }),
            ...(enrol && { enrol: true }),
          });
    if ('events' in mapped) good.push(mapped.events);
    else refused.push({ line, faults: mapped.faults.map((fault) => ({ ...fault, line })) });
  }
  return { good, refused };
}
