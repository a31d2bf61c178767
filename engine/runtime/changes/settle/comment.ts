import { TrellisError } from '../../../../db/errors.ts';
import { countComments, selectComments } from '../../sql/comments.ts';
import { oneChange } from '../open.ts';
import type { ChangesOptions } from '../options.ts';
import { fileComment } from '../record.ts';
import type { Change, Person, Via } from '../types.ts';

/** Characters of one comment, and comments on one change: more is a conversation that belongs elsewhere. */
export const mostCommentText = 2_000;
const mostComments = 500;

/** Adds what the person says about a change, settled or not, and gives the change with all that was said. */
export function commentOn(
  { db, clock }: Pick<ChangesOptions, 'db' | 'clock'>,
  id: string,
  { person, text, via }: { person: Person; text: string; via: Via },
): Promise<Change> {
  const said = text.trim();
  return db.transaction(async (tx) => {
    const change = await oneChange(tx, id);
    if (said === '' || said.length > mostCommentText) {
      throw new TrellisError(
        'change.comment',
        said === ''
          ? 'A comment says something; this one is empty.'
          : `A comment has at most ${mostCommentText} characters; this one has ${said.length}.`,
      );
    }
    if ((await countComments(tx, change.id)) >= mostComments) {
      throw new TrellisError('change.comment', `This change has ${mostComments} comments; no more fit.`);
    }
    await fileComment(tx, { change: change.id, by: person.id, via, at: clock(), text: said });
    return { ...change, comments: await selectComments(tx, change.id) };
  });
}
