import type { ContentRef } from '../../engine/program/schema.ts';
import type { ToolContext } from '../tool.ts';
import { taint } from './taint.ts';

/** The title of pinned content: a document's own words, so the turn has seen foreign text. */
export async function contentTitle(
  ref: Pick<ContentRef, 'item' | 'version'>,
  context: ToolContext,
): Promise<string> {
  const item = await context.services.library.get(ref.item, ref.version);
  if (!item) return `${ref.item} (no longer in the library)`;
  taint(context, `content:${ref.item}@${ref.version}`);
  return item.title;
}
