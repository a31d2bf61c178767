import { TrellisError } from '../../../db/errors.ts';
import type { Person } from '../../../engine/runtime/changes/types.ts';
import type { SlackContext } from '../options.ts';
import { allowShared, listShared } from './store.ts';

type Known = Pick<SlackContext, 'db' | 'clock'>;

/** Lets the app speak in a channel that another company reads, or takes that back; says what holds now. Throws `slack.share_forbidden`. */
export async function setSharing(
  { db, clock }: Known,
  person: Person,
  channel: string,
  allowed: boolean,
): Promise<string> {
  if (person.role !== 'admin') {
    throw new TrellisError(
      'slack.share_forbidden',
      'Whether I speak in channels that another company reads is for an admin of Trellis to say.',
    );
  }
  await allowShared(db, channel, allowed ? person.id : null, clock());
  return allowed
    ? 'I answer here from now on, and people of other companies in this channel read what I say. They cannot ask themselves. `/trellis share off` takes it back.'
    : 'I say nothing here any more while people of another company read this channel.';
}

/** The channels shared with other companies that the app has seen, in mrkdwn. */
export async function sharedChannelsWords({ db }: Known): Promise<string> {
  const channels = await listShared(db);
  if (channels.length === 0) return 'I have not been asked anything in a channel that another company reads.';
  return channels
    .map(({ channel, allowedBy }) => `• <#${channel}>: ${allowedBy ? 'I answer' : 'I say nothing'}`)
    .join('\n');
}
