import { TrellisError } from '../../db/errors.ts';
import type { ToolContext } from '../tool.ts';
import { findHaltTarget } from './tracks.ts';

/** An edit as it was said, before anybody has looked at its form. */
interface Said {
  op: string;
  path: string;
}

interface Lift {
  op: 'remove';
  path: string;
}

const path = /^halts\/(.+)$/;

/**
 * Edits with the halts that they lift, said by id or title, named by id, and the title of a change that does nothing else. Throws
 * `halt.none` where nothing is halted, with what is.
 */
export async function resumed<E extends Said>(
  edits: readonly E[],
  { services: { engine } }: Pick<ToolContext, 'services'>,
): Promise<{ edits: (E | Lift)[]; resumes?: string }> {
  const lifts = (edit: Said) => (edit.op === 'remove' ? path.exec(edit.path)?.[1] : undefined);
  if (edits.every((edit) => lifts(edit) === undefined)) return { edits: [...edits] };
  const { program } = await engine.program();
  const halts = await engine.halts();
  const titles: string[] = [];
  const named = edits.map((edit): E | Lift => {
    const said = lifts(edit);
    if (said === undefined) return edit;
    const { target, title } = findHaltTarget(program, said);
    if (!halts.some((halt) => halt.target === target)) {
      const halted = halts.map((halt) => (halt.target === '*' ? 'all sending (*)' : halt.target)).join(', ');
      throw new TrellisError(
        'halt.none',
        `That is not halted, so there is nothing to resume. Halted: ${halted || 'nothing'}.`,
      );
    }
    titles.push(title);
    return { op: 'remove', path: `halts/${target}` } as const;
  });
  return { edits: named, ...(titles.length === edits.length && { resumes: `Resume: ${titles.join(', ')}` }) };
}
