import type { Destination } from '../../agent/digests/orders.ts';
import { TrellisError } from '../../db/errors.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';
import { assertMaySendTo, type Place, placeText } from './place.ts';
import type { PostPorts } from './types.ts';

/** Who asks, and where from: `slack:CHANNEL:THREAD`, or another face. */
export interface Asking {
  person: Person;
  place: string;
}

/**
 * Where a person means, as it is stored, with the name of a channel. Throws `digest.forbidden`, `digest.no_slack`,
 * `digest.channel_unknown`, `digest.channel_closed`.
 */
export async function resolvePlace(
  to: Destination,
  { person, place }: Asking,
  { slack }: PostPorts,
): Promise<{ place: string; placeName: string }> {
  const found = placeOf(to, person, place);
  if ('kind' in found) {
    if (found.kind === 'direct' && !slack) throw notConnected();
    return { place: placeText(found), placeName: '' };
  }
  assertMaySendTo({ kind: 'slack', channel: found.channel }, person);
  if (!slack) throw notConnected();
  const channel = await slack.channel(found.channel);
  if (!channel)
    throw new TrellisError(
      'digest.channel_unknown',
      `I see no channel #${found.channel}. Is it spelled like that? Of a private one I must be a member: invite me there.`,
    );
  const refusal = await slack.refusal(channel.id);
  if (refusal !== undefined) throw new TrellisError('digest.channel_closed', refusal);
  return { place: placeText({ kind: 'slack', channel: channel.id }), placeName: channel.name };
}

function placeOf(to: Destination, { id }: Person, asked: string): Place | { channel: string } {
  if (typeof to === 'object') return to;
  const [face, channel = ''] = asked.split(':');
  if (to === 'email' || face !== 'slack') return { kind: 'email', person: id };
  if (to === 'here' && channel !== '' && !channel.startsWith('D')) return { channel };
  return { kind: 'direct', person: id };
}

function notConnected(): TrellisError {
  return new TrellisError(
    'digest.no_slack',
    'Slack is not connected here, so nothing can be sent there. Have it sent by email, or ask the operator for docs/slack.md.',
  );
}
