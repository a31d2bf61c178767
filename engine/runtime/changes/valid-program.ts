import type { Tx } from '../../../db/connection.ts';
import { applyEdits } from '../../program/edits.ts';
import { invalidProgram } from '../../program/parse.ts';
import type { ContentRef, Edit, Program } from '../../program/schema.ts';
import { validateProgram } from '../../program/validate.ts';
import type { ChangesOptions, ContentState } from './options.ts';

/**
 * The program the edits lead to. Throws `program.invalid` with every fault; content is looked up once the rest of the
 * program is sound.
 */
export async function validProgram(
  options: Pick<ChangesOptions, 'contentKnown'>,
  tx: Tx,
  base: Program,
  edits: readonly Edit[],
): Promise<Program> {
  const proposed = applyEdits(base, edits);
  const contentKnown = options.contentKnown;
  if (!contentKnown) return proposed;
  const known = new Map<string, ContentState>();
  for (const ref of pinnedContent(proposed)) known.set(refKey(ref), await contentKnown(ref, tx));
  const faults = validateProgram(proposed, { contentKnown: (ref) => known.get(refKey(ref)) ?? 'unknown' });
  if (faults.length > 0) throw invalidProgram(faults, proposed);
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
