import type { ContentRef } from '../../engine/program/schema.ts';
import type { ToolContext } from '../tool.ts';
import { taint } from './taint.ts';

/**
 * The title of pinned content. A title that a person of the company approved, byte for byte, is the company's own
 * word; any other is foreign text that the turn has now seen.
 */
export async function contentTitle(
  ref: Pick<ContentRef, 'item' | 'version'>,
  context: ToolContext,
): Promise<string> {
  const item = await context.services.library.get(ref.item, ref.version);
  if (!item) return `${ref.item} (no longer in the library)`;
  if (!item.approved) taint(context, `content:${ref.item}@${ref.version}`);
  return item.title;
}
