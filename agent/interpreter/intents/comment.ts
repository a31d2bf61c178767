import type { Intent } from '../requests.ts';
import { changeIdIn } from '../slots/change.ts';
import { lastChange } from '../turns/remembered.ts';

const about = /\bcomments?\b|\b(?:add|leave|write|make) (?:a |the )?(?:note|remark)\b/;
const reading = /\b(?:what|which|any|show|see|read|list|who|are there|did)\b/;

/** Comments are read here; a person writes them under their own name. */
export const comment: Intent = ({ raw, text }, { history }) => {
  if (!about.test(text)) return undefined;
  const named = changeIdIn(raw);
  const last = lastChange(history);
  const id = named ?? last?.id;
  const writes = !reading.test(text);
  const notes = [writes ? cannotComment : 'Where no comments stand above, nobody has commented on it.'];
  if (id !== undefined) return { calls: [{ name: 'show_changes', input: { id } }], notes };
  return writes
    ? { say: `${cannotComment} Say “list changes” for the pages.` }
    : { calls: [{ name: 'show_changes', input: {} }], notes: ['Show one of them to read its comments.'] };
};

const cannotComment =
  'I do not write comments: a comment stands under the name of the person who says it. Write it on the page of the change, or with `trellis changes comment`.';
