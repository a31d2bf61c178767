import type { ToolContext } from '../../tool.ts';
import { taint } from '../taint.ts';

/** Titles of items by id, as they are now. One that nobody approved is foreign text that the turn has seen. */
export async function itemTitles(ids: readonly string[], context: ToolContext): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const id of new Set(ids)) {
    const item = await context.services.library.get(id);
    if (!item) continue;
    titles.set(id, item.title);
    if (!item.approved) taint(context, `content:${id}@${item.version}`);
  }
  return titles;
}
