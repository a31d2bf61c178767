import type { Database } from '../../../db/connection.ts';
import type { LeadId } from '../../core/types.ts';
import { enrolmentsOf } from '../../program/edits/beside-program.ts';
import type { Edit } from '../../program/schema.ts';
import { haltedAfter } from '../../runtime/changes/halts.ts';
import { findGone } from '../../runtime/sql/merge.ts';
import type { SimulationOptions } from './index.ts';

/**
 * What edits do besides changing the program, as a simulation takes it: the leads they enrol, those merged since as
 * the ones they live on in; and what is halted without them and with them.
 */
export function besideProgram(
  db: Database,
  edits: readonly Edit[],
): Promise<Required<Pick<SimulationOptions, 'enrolments' | 'halted'>>> {
  return db.transaction(async (tx) => {
    const named = enrolmentsOf(edits);
    const gone = await findGone(tx, [...new Set(named.flatMap(({ leads }) => leads))]);
    const livesOn = new Map(gone.map(({ id, to }) => [id, to]));
    const enrolments = new Map<LeadId, string[]>();
    for (const { track, leads } of named) {
      for (const id of leads) {
        const lead = livesOn.get(id) ?? id;
        enrolments.set(lead, [...(enrolments.get(lead) ?? []), track]);
      }
    }
    const halted = { base: await haltedAfter(tx, []), proposed: await haltedAfter(tx, edits) };
    return { enrolments, halted };
  });
}
