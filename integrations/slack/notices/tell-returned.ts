import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import { type ReturnedChange, returnedChanges } from '../cards/store.ts';
import type { Handler } from '../inbox/listener.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import { slackCode } from '../transport/connect.ts';

export const returnedKind = 'own:returned';

/**
 * Owes whoever approved a change for a time at which it could not be applied a message, once a day for as long as it
 * waits for an approval again: what is done is kept in the inbox for a day.
 */
export async function tellReturned({ db, inbox }: Pick<SlackContext, 'db' | 'inbox'>): Promise<void> {
  for (const change of await returnedChanges(db)) {
    const id = `returned:${change.id}:${change.approver}`;
    await inbox.add({ id, kind: returnedKind, place: id, body: change });
  }
}

/** Writes to them. */
export const returnedHandler: Handler = async (context, item) => {
  const { client, people, teamId, changeUrl } = context;
  const { id, title, reason, approver, email } = item.body as ReturnedChange;
  const { user } = await client.users.lookupByEmail({ email }).catch((error: unknown) => {
    // Whoever is not in this workspace reads it on the console.
    if (slackCode(error) === 'users_not_found') return { user: undefined };
    throw error;
  });
  if (!user?.id) return;
  const found = await identifyPerson(client, people, teamId, user.id);
  if (!('person' in found) || found.person.id !== approver) return;
  const text = `“${escapeText(title)}” was not applied at the time you approved it for. ${escapeText(reason)} It waits for an approval again: <${changeUrl(id)}|look at it>.`;
  await item.post('told', { channel: user.id, text: truncate(text, limits.section) });
};
