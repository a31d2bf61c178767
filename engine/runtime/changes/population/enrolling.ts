import type { Tx } from '../../../../db/connection.ts';
import { enrolmentsOf } from '../../../program/edits/beside-program.ts';
import { invalidProgram } from '../../../program/parse.ts';
import type { Edit, Program } from '../../../program/schema.ts';
import { finding } from '../../../program/validate/findings.ts';
import { previewEnrolment } from '../../enrol/preview-enrolment.ts';
import type { EnrollingTrack } from '../../enrol/types.ts';
import { readLeads } from '../../sql/claim.ts';
import { findGone } from '../../sql/merge.ts';
import { measureEntering } from '../../sql/population.ts';
import type { Plan, Population } from '../types.ts';

/** Ids that a plan names of each reason. */
const shownIds = 20;

/** What enrolling the named leads would do now; empty when the edits enrol nobody. */
export async function measureEnrolling(
  tx: Tx,
  input: { proposed: Program; edits: readonly Edit[]; now: number; halted: readonly string[] },
): Promise<EnrollingTrack[]> {
  const named = enrolmentsOf(input.edits);
  if (named.length === 0) return [];
  const tracks = [];
  for (const enrolled of await previewEnrolment(tx, input, named)) {
    const { track, entering, refused, ...counts } = enrolled;
    const { alsoOn, repeated } = await measureEntering(tx, {
      track,
      known: false,
      again: true,
      items: itemsOf(input.proposed, track),
      condition: {
        sql: 'l.id in (select json_array_elements_text($5::text::json)::uuid)',
        params: [JSON.stringify(entering)],
      },
    });
    tracks.push({
      track,
      ...counts,
      entering: entering.length,
      alsoOn,
      repeated,
      refused: Object.fromEntries(
        Object.entries(refused).map(([reason, ids]) => [
          reason,
          { leads: ids.length, ids: ids.slice(0, shownIds) },
        ]),
      ),
    });
  }
  return tracks;
}

/** The population with those who are enrolled among those who enter: the same care and the same tolerance for both. */
export function withEnrolled(
  population: Population,
  enrolling: readonly EnrollingTrack[] | undefined,
): Population {
  if (!enrolling?.length) return population;
  const entering = { ...population.entering };
  const alsoOn = { ...population.alsoOn };
  const repeated = { ...population.repeated };
  for (const of of enrolling) {
    entering[of.track] = (entering[of.track] ?? 0) + of.entering;
    if (of.repeated > 0) repeated[of.track] = (repeated[of.track] ?? 0) + of.repeated;
    for (const [other, n] of Object.entries(of.alsoOn))
      alsoOn[of.track] = { ...alsoOn[of.track], [other]: (alsoOn[of.track]?.[other] ?? 0) + n };
  }
  return { ...population, entering, alsoOn, repeated };
}

/** Whether enrolling is all that the change does, and nobody enters. */
export function enrolsNobody(edits: readonly Edit[], { enrolling = [] }: Pick<Plan, 'enrolling'>): boolean {
  return edits.every(({ op }) => op === 'enrol') && enrolling.every(({ entering }) => entering === 0);
}

/**
 * Throws `program.invalid` with a fault for each named lead that does not exist or was erased. Of an open change
 * that is only noted: leads go at any time.
 */
export async function assertLeadsKnown(tx: Tx, edits: readonly Edit[]): Promise<void> {
  const enrols = edits.filter((edit) => edit.op === 'enrol');
  if (enrols.length === 0) return;
  const ids = [...new Set(enrols.flatMap(({ leads }) => leads))];
  const gone = await findGone(tx, ids);
  const erased = new Set(gone.flatMap((row) => (row.erased ? [row.id] : [])));
  const known = new Set([...(await readLeads(tx, ids)).map(({ id }) => id), ...gone.map(({ id }) => id)]);
  const faults = enrols.flatMap(({ path, leads }) =>
    leads.flatMap((id, n) => {
      if (known.has(id) && !erased.has(id)) return [];
      const message = erased.has(id)
        ? 'this lead was erased; leave it out'
        : `there is no lead ${id}; \`trellis query\` finds leads and prints their ids`;
      return [finding('enrol.lead', `${path}/leads/${n}`, message)];
    }),
  );
  if (faults.length > 0) throw invalidProgram(faults);
}

/** Throws `program.invalid` when the proposed program cannot decide for some of the named leads. */
export function assertLeadsDecidable({ enrolling = [] }: Pick<Plan, 'enrolling'>): void {
  const faults = enrolling.flatMap(({ track, refused }) =>
    (refused.fails?.ids ?? []).map((id) =>
      finding(
        'enrol.lead',
        `enrolments/${track}`,
        `deciding for lead ${id} fails, see \`trellis explain ${id}\`; leave it out`,
      ),
    ),
  );
  if (faults.length > 0) throw invalidProgram(faults);
}

function itemsOf({ tracks }: Program, track: string): string[] {
  return (tracks[track]?.steps ?? []).flatMap((step) => (step.kind === 'email' ? [step.content.item] : []));
}
