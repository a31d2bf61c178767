import { z } from 'zod';
import type { Area } from '../areas.ts';
import { idSchema } from './base.ts';

/** Most leads that one change enrols. */
export const MOST_ENROLLED = 1000;

/** What stands in the way of more, and what to do instead. */
export const tooManyEnrolled = `a change enrols at most ${MOST_ENROLLED.toLocaleString('en-US')} leads: put them on a list (\`trellis lists add LIST LEADS…\`, or an import with \`--list\`) and give the track the entry IN LIST "…"`;

const leadId = z
  .string()
  .regex(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'a lead goes by its id, in lower case, as `trellis query` prints it',
  );

/** What a change may do, and where; the areas are those of the program's schema. */
export function editSchemasOf(areas: readonly Area[]) {
  const id = '[a-z][a-z0-9-]*';
  /** `halts/ID` pauses or resumes a track, `halts/*` all sending; a step is part of its track. */
  const path = z
    .string()
    .regex(
      new RegExp(
        `^((${areas.map(({ path }) => path).join('|')})/[A-Za-z][A-Za-z0-9-]*|tracks/${id}/steps/${id}|halts/(${id}|\\*))$`,
      ),
      `a path is ${areas.map(({ path, thing }) => `${path}/${thing ? 'ID' : 'NAME'}`).join(', ')}, tracks/ID/steps/STEP, or halts/ID to pause or resume one`,
    );
  const edit = z.discriminatedUnion('op', [
    z.strictObject({
      op: z.literal('put'),
      path,
      value: z.json(),
      /** Of a step only: the step it comes after, null to be the first. A step that is there already may stay where it is. */
      after: idSchema.nullable().optional(),
    }),
    z.strictObject({ op: z.literal('remove'), path }),
    z.strictObject({
      op: z.literal('enrol'),
      path: z.string().regex(new RegExp(`^enrolments/${id}$`), 'leads are enrolled at enrolments/TRACK'),
      leads: z.array(leadId).min(1).max(MOST_ENROLLED, tooManyEnrolled),
    }),
  ]);
  return { path, edit };
}
