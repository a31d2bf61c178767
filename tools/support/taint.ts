import type { Change } from '../../engine/runtime/changes/types.ts';
import type { ToolContext } from '../tool.ts';

/** Notes that the turn has now seen foreign text from `source` (`lead:ID`, `content:ID@V`, `field:NAME`, `change:ID`, `comment:ID`, `halt:TARGET`). */
export function taint(context: Pick<ToolContext, 'tainted'>, source: string): void {
  if (!context.tainted.includes(source)) context.tainted.push(source);
}

/**
 * The same of a change that is shown. Its title and its edits are foreign text where somebody else wrote them, or a turn
 * that had read such text; comments are where others made them.
 */
export function taintByChange(
  context: Pick<ToolContext, 'tainted' | 'person'>,
  { id, author, tainted, comments = [] }: Pick<Change, 'id' | 'author' | 'tainted' | 'comments'>,
): void {
  const { person } = context;
  if (author.id !== person.id || tainted.length > 0) taint(context, `change:${id}`);
  if (comments.some(({ by }) => by.id !== person.id)) taint(context, `comment:${id}`);
}
