import { canonicalJson } from '../../../../db/canonical.ts';
import type { Tx } from '../../../../db/connection.ts';
import type { Instant, LeadId } from '../../../core/types.ts';
import { compileProgram } from '../../../program/compile/compile.ts';
import { programHash } from '../../../program/hash.ts';
import type { Program } from '../../../program/schema.ts';
import { createProgramCache } from '../../program-cache.ts';
import { createRehearsal } from '../../rehearse.ts';
import type { LeadRow } from '../../sql/claim.ts';
import { type LeadPlace, readLeadRows, readOnTracks, readQueuedEmails } from '../../sql/in-flight.ts';
import { endingOf, sameCondition } from '../population/resolve.ts';
import { migratedLead } from './lead-migration.ts';
import type { MigratedLead } from './types.ts';

/** Leads read at a time. */
const chunkSize = 250;

export interface MigrationInput {
  base: Program;
  proposed: Program;
  now: Instant;
  /** What is halted once the change is in force, sorted. */
  halted: readonly string[];
}

/**
 * What becomes of the leads in flight on `tracks` by deciding the activation for each, in order of lane and id: of
 * these `ids`, or of the next ones `after` one of them. Reads only.
 */
export async function* migrateLeads(
  tx: Tx,
  { proposed, now, halted }: MigrationInput,
  query: { tracks: readonly string[] } & ({ ids: readonly LeadId[] } | { after: LeadPlace; limit: number }),
): AsyncGenerator<{ row: LeadRow & { lane: number }; migrated: MigratedLead }> {
  const { tracks } = query;
  const programs = createProgramCache();
  const { version, compiled: base } = await programs.active(tx);
  const compiled = compileProgram(proposed, version + 1);
  const active = { version: version + 1, hash: programHash(proposed), program: proposed, compiled };
  const rehearsal = await createRehearsal(tx, { programs, active, now, halted });
  const named = new Set(tracks);
  for await (const rows of chunksOf(tx, query)) {
    const rehearsed = new Map((await rehearsal.take(rows)).map((one) => [one.before.id, one]));
    const queued = Map.groupBy(await readQueuedEmails(tx, rows), ({ lead_id }) => lead_id);
    for (const row of rows) {
      const one = rehearsed.get(row.id);
      const emails = (queued.get(row.id) ?? []).map(({ effect }) => effect);
      if (one) yield { row, migrated: migratedLead(one, named, emails, { base, proposed: compiled }) };
    }
  }
}

async function* chunksOf(
  tx: Tx,
  query: Parameters<typeof migrateLeads>[2],
): AsyncGenerator<(LeadRow & { lane: number })[]> {
  if ('ids' in query) {
    const ids = query.ids.toSorted();
    for (let n = 0; n < ids.length; n += chunkSize) yield readLeadRows(tx, ids.slice(n, n + chunkSize));
    return;
  }
  const { tracks, limit } = query;
  let { after } = query;
  for (let given = 0; given < limit; ) {
    const rows = await readOnTracks(tx, { tracks, after, limit: Math.min(chunkSize, limit - given) });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    given += rows.length;
    after = last;
  }
}

/**
 * The tracks whose leads in flight the change may touch: those that read otherwise, whose goal or exits mean something
 * else, and those that share a group with one of these. Sorted.
 */
export function touchedTracks(base: Program, proposed: Program): string[] {
  const ids = [...new Set([...Object.keys(base.tracks), ...Object.keys(proposed.tracks)])];
  const changed = new Set(ids.filter((id) => differs(base, proposed, id)));
  const groups = new Set([...changed].map((id) => proposed.tracks[id]?.group));
  const shares = (id: string) => {
    const group = proposed.tracks[id]?.group;
    return group !== undefined && groups.has(group);
  };
  return ids.filter((id) => changed.has(id) || shares(id)).sort();
}

function differs(base: Program, proposed: Program, id: string): boolean {
  const [before, after] = [base.tracks[id], proposed.tracks[id]];
  if (canonicalJson(before ?? null) !== canonicalJson(after ?? null)) return true;
  if (before === undefined || after === undefined) return false;
  return !sameCondition(
    { condition: endingOf(before, base), program: base },
    { condition: endingOf(after, proposed), program: proposed },
  );
}
