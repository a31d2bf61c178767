import type { Tx } from '../../../db/connection.ts';
import { TrellisError } from '../../../db/errors.ts';
import { applyEdits } from '../../program/edits.ts';
import type { ContentRef, Edit, Program } from '../../program/schema.ts';
import { validateProgram } from '../../program/validate.ts';
import type { ChangesOptions } from './options.ts';

/** The program the edits lead to, or `program.invalid` with every fault. */
export async function validProgram(
  options: Pick<ChangesOptions, 'contentKnown'>,
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<Program> {
  const proposed = applyEdits(base, edits);
  const known = new Map<string, 'approved' | 'unapproved' | 'unknown'>();
  const contentKnown = options.contentKnown;
  if (contentKnown) {
    for (const ref of pinnedContent(proposed)) known.set(refKey(ref), await contentKnown(ref, tx));
  }
  const faults = validateProgram(proposed, {
    ...(contentKnown && { contentKnown: (ref: ContentRef) => known.get(refKey(ref)) ?? 'unknown' }),
  });
  if (faults.length > 0) {
    const list = faults.map((fault) => `${fault.path}: ${fault.message}`).join('; ');
    throw new TrellisError('program.invalid', `The change was not filed: ${list}`, { faults });
  }
  return proposed;
}

function pinnedContent(program: Program): ContentRef[] {
  return Object.values(program.tracks).flatMap((track) =>
    track.steps.flatMap((step) => (step.kind === 'email' ? [step.content] : [])),
  );
}

function refKey(ref: ContentRef): string {
  return `${ref.item}@${ref.version}#${ref.hash}`;
}
