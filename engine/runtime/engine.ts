import { LANES } from '../../db/lanes.ts';
import { ENGINE_SEMANTICS } from '../core/decide.ts';
import { activateProgram } from './activate.ts';
import type { BatchSettings } from './batch.ts';
import { commandLead } from './command.ts';
import { createDispatch, type Dispatch } from './delivery/dispatch.ts';
import { dropDelivery, parseOutboxKey, retryDelivery } from './delivery/outbox-desk.ts';
import { enrolLeads } from './enrol/enrol-leads.ts';
import { haltSending } from './halt.ts';
import { ensureParts } from './history/history-parts.ts';
import { maintainDatabase } from './history/maintain.ts';
import { eraseLead } from './identity/erase.ts';
import { findLead } from './identity/find-lead.ts';
import { mergeByHand } from './identity/merge.ts';
import { createIngest, type Ingest } from './ingest/ingest.ts';
import { createProgramCache } from './program-cache.ts';
import { retryRaces } from './retry-races.ts';
import { runDueBatch } from './run-due.ts';
import { selectHalts } from './sql/halts.ts';
import { semanticsId, TZDATA } from './sql/semantics.ts';
import type { Engine, EngineOptions } from './types.ts';

export type * from './types.ts';

/** The runtime over a migrated database. Holds no state but caches: any number of them may run at once. */
export function createEngine({
  db,
  clock,
  log = () => {},
  batchSize = defaultBatchSize[db.kind],
  sendAtOnce = 8,
}: EngineOptions): Engine {
  const programs = createProgramCache();
  const turn = laneTurn();
  let readied: Promise<{ settings: BatchSettings; ingest: Ingest; dispatch: Dispatch }> | undefined;
  const ready = () => {
    readied ??= retryRaces(async () => {
      await ensureParts(db, clock());
      return db.transaction((tx) => semanticsId(tx, ENGINE_SEMANTICS, TZDATA));
    }).then((semantics) => {
      const settings = { programs, semantics, clock, log, batchSize };
      return {
        settings,
        ingest: createIngest(db, settings),
        dispatch: createDispatch(db, settings, sendAtOnce),
      };
    });
    // A database that was away for a moment is asked again.
    readied.catch(() => {
      readied = undefined;
    });
    return readied;
  };
  const settings = async () => (await ready()).settings;
  const program: Engine['program'] = (version, tx) =>
    version === undefined ? programs.active(tx ?? db) : programs.version(tx ?? db, version);

  return {
    ingest: async (events, options) => (await ready()).ingest(events, options),
    runDue: async (limit = batchSize) => runDueBatch(db, await settings(), turn(), limit),
    dispatch: async (senders, limit = 200) => (await ready()).dispatch(turn(), senders, limit),
    command: async (leadId, command, by) => commandLead(db, await settings(), leadId, command, by),
    merge: async (loser, survivor, by) => mergeByHand(db, await settings(), loser, survivor, by),
    erase: (leadId, by, reason) => eraseLead(db, leadId, { at: clock(), by, reason }),
    retryDelivery: async (key, options) => retryDelivery(db, await settings(), parseOutboxKey(key), options),
    dropDelivery: async (key, options) => dropDelivery(db, await settings(), parseOutboxKey(key), options),
    activate: (tx, document, options) => activateProgram(tx, document, { ...options, at: clock() }),
    enrolNamed: async (tx, enrolments, by) => enrolLeads(tx, await settings(), enrolments, by),
    program,
    halt: async (target, by, reason) => haltSending(db, await program(), { target, by, at: clock(), reason }),
    halts: () => selectHalts(db),
    maintain: () => maintainDatabase(db, clock()),
    findLead: (idOrEmail) => findLead(db, idOrEmail),
  };
}

/** Larger batches gain nothing and hold their locks longer. */
const defaultBatchSize = { postgres: 1000, pglite: 500 };

/** All lanes, beginning further on each time, so that a busy lane cannot keep the others waiting. */
function laneTurn(): () => number[] {
  let start = 0;
  return () => {
    start = (start + 61) % LANES;
    return Array.from({ length: LANES }, (_, n) => (start + n) % LANES);
  };
}
