import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import { claimEvent, type ReturnedChange, returnedChanges } from '../cards/store.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson } from '../people.ts';
import { slackCode } from '../transport/connect.ts';

/**
 * Writes to whoever approved a change for a time at which it could not be applied, once a day for as long as it waits
 * for an approval again.
 */
export async function tellReturned(context: SlackContext): Promise<void> {
  const { db, clock } = context;
  for (const change of await returnedChanges(db)) {
    // The id of an event is kept for a day; of several processes one takes it.
    if (await claimEvent(db, `returned:${change.id}:${change.approver}`, clock()))
      await tell(context, change);
  }
}

async function tell(context: SlackContext, { id, title, reason, approver, email }: ReturnedChange) {
  const { client, people, teamId, log, changeUrl } = context;
  try {
    const { user } = await client.users.lookupByEmail({ email });
    if (!user?.id) return;
    const found = await identifyPerson(client, people, teamId, user.id);
    if (!('person' in found) || found.person.id !== approver) return;
    const text = `“${escapeText(title)}” was not applied at the time you approved it for. ${escapeText(reason)} It waits for an approval again: <${changeUrl(id)}|look at it>.`;
    await client.chat.postMessage({
      channel: user.id,
      text: truncate(text, limits.section),
      unfurl_links: false,
      unfurl_media: false,
    });
  } catch (error) {
    // Whoever is not in this workspace reads it on the console.
    if (slackCode(error) === 'users_not_found') return;
    log.warn(
      { change: id, code: slackCode(error) },
      'who approved a change could not be told that it came back',
    );
  }
}
