import type { Change } from '../../../engine/runtime/changes/types.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import { outcomeWords } from '../cards/outcome-words.ts';
import type { Card } from '../cards/store.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { mayPost } from '../shared/may-speak.ts';

export const toldKind = 'own:told';
const longestTitle = 200;

interface Told {
  changeId: string;
  askedBy: string;
  channel: string;
  thread: string;
}

/** Owes the author a word in the thread where they asked, once an outcome; not of what they settled themselves. */
export async function tellAuthor(
  { inbox }: Pick<SlackContext, 'inbox'>,
  change: Pick<Change, 'id' | 'status' | 'author' | 'resolvedBy'>,
  { channel, ts, thread, askedBy }: Card,
): Promise<void> {
  if (!askedBy || change.resolvedBy?.id === change.author.id) return;
  const body: Told = { changeId: change.id, askedBy, channel, thread: thread ?? ts };
  const id = `told:${change.id}:${change.status}:${channel}:${ts}`;
  await inbox.add({ id, kind: toldKind, place: `${channel}:${body.thread}`, body });
}

/** Says it, with a mention, so that they hear of it. */
export const toldHandler: Handler = async (context, item) => {
  const { changeId, askedBy, channel, thread } = item.body as Told;
  if (!(await mayPost(context, channel))) return;
  const change = await context.changes.get(changeId);
  await item.post('told', { channel, thread, ...toldMessage(change, askedBy, context.changeUrl(change.id)) });
};

/** What became of a change, for whoever asked for it. */
export function toldMessage(change: Change, askedBy: string, url: string): { text: string } {
  const text = `<@${askedBy}> “${escapeText(truncate(change.title, longestTitle))}”: ${outcomeWords(change)} <${url}|Look at it>.`;
  return { text: truncate(text, limits.section) };
}
