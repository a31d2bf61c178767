import type { Tx } from '../../../db/connection.ts';
import { applyEdits } from '../../program/edits.ts';
import { invalidProgram } from '../../program/parse.ts';
import { pinnedSteps } from '../../program/pins.ts';
import type { Edit, Program } from '../../program/schema.ts';
import type { ContentState } from '../../program/validate/check-content.ts';
import { validateProgram } from '../../program/validate.ts';
import { newPins, refKey } from './drafts.ts';
import type { ChangesOptions } from './options.ts';

/**
 * The program the edits lead to. Throws `program.invalid` with every fault; content is looked up once the rest of the
 * program is sound.
 */
export async function validProgram(
  options: Pick<ChangesOptions, 'contentKnown' | 'drafts'>,
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<Program> {
  const proposed = applyEdits(base, edits);
  const { contentKnown, drafts } = options;
  if (!contentKnown) return proposed;
  const known = new Map<string, ContentState>();
  for (const { content: ref } of pinnedSteps(proposed)) {
    if (!known.has(refKey(ref))) known.set(refKey(ref), await contentKnown(ref, tx));
  }
  const isNew = newPins(base);
  const faults = validateProgram(proposed, {
    contentKnown: (ref, track) => {
      const state = known.get(refKey(ref)) ?? 'unknown';
      if (isNew({ track, content: ref })) return state === 'unapproved' && drafts ? 'draft' : state;
      // What is in force already is reported as a problem, and does not stand in the way of another change.
      return state === 'unknown' || state === 'unapproved' ? state : 'approved';
    },
  });
  if (faults.length > 0) throw invalidProgram(faults, proposed);
  return proposed;
}
