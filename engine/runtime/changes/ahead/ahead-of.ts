import type { Tx } from '../../../../db/connection.ts';
import { enrolmentsOf } from '../../../program/edits/beside-program.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import { haltedAfter } from '../halts.ts';
import { touchedTracks } from '../migration/migrate-leads.ts';
import { leadsToRun } from './leads-to-run.ts';
import type { AheadInput, LeadSample } from './types.ts';

/** Whom to run ahead for a change, and how: what is halted meanwhile, and whom it enrols. */
export async function aheadOf(
  tx: Tx,
  change: { base: Program; proposed: Program; edits: readonly Edit[]; now: number },
  measured: { leads: number; entering: readonly LeadSample[]; halted: readonly string[] },
): Promise<AheadInput> {
  const { base, proposed, edits, now } = change;
  const { leads, entering } = measured;
  const enrolled = enrolmentsOf(edits);
  const samples = await leadsToRun(tx, {
    leads,
    tracks: touchedTracks(base, proposed),
    entering,
    enrolled: enrolled.flatMap((one) => one.leads),
  });
  const halted = { base: await haltedAfter(tx, []), proposed: measured.halted };
  return { proposed, now, halted, enrolled, samples };
}
