import { applyEdits } from '../../../engine/program/edits.ts';
import type { Edit, Program } from '../../../engine/program/schema.ts';
import { emailSteps } from '../../../tools/support/email-step.ts';
import type { TestableEmail } from './test-modal.ts';

/** The emails of the tracks that the edits touch, as the edits would make them. */
export function testableEmails(program: Program, edits: readonly Edit[]): TestableEmail[] {
  const { tracks } = applyEdits(program, edits);
  const touched = new Set(edits.flatMap(({ path }) => /^tracks\/([^/]+)/.exec(path)?.[1] ?? []));
  return [...touched].flatMap((id) => {
    const track = tracks[id];
    if (!track) return [];
    return emailSteps(track).map(({ step, email }) => ({
      track: { id, title: track.title },
      step: step.id,
      email,
      title: step.title ?? step.content.item,
    }));
  });
}
