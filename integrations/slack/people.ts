import type { webApi } from '@slack/bolt';
import type { Origin } from '../../engine/runtime/audit/origin.ts';
import type { Person } from '../../engine/runtime/changes/types.ts';

/** Our people by email address, compared without regard to case; undefined when there is none. */
export interface PeopleByEmail {
  findByEmail(email: string): Promise<Person | undefined>;
}

/** Slack does not say from which address somebody writes. */
export function slackOrigin({ id }: Person): Origin {
  return { person: id, via: 'slack', address: 'slack', agent: 'slack' };
}

export type Identified = { person: Person } | { refusal: string };

/**
 * Who clicked or wrote, looked up anew each time so that a role taken away is gone at the next click. Only a full
 * member of our own workspace with a confirmed address counts; a channel's membership says nothing.
 */
export async function identifyPerson(
  client: webApi.WebClient,
  people: PeopleByEmail,
  teamId: string,
  userId: string,
): Promise<Identified> {
  const { user } = await client.users.info({ user: userId });
  if (!user || user.deleted || user.is_bot) return { refusal: 'I answer people of this workspace only.' };
  if (user.is_stranger || user.team_id !== teamId) {
    return { refusal: 'I answer people of this workspace only; you are from another one.' };
  }
  if (user.is_restricted || user.is_ultra_restricted) {
    return { refusal: 'I answer full members of this workspace only; you are a guest here.' };
  }
  const email = user.profile?.email;
  if (!email) {
    return {
      refusal:
        'Slack does not tell me your email address, so I cannot know who you are. An admin of Slack can give the app the scope users:read.email.',
    };
  }
  if (user.is_email_confirmed === false) {
    return { refusal: 'Confirm your email address in Slack first; I know people by it.' };
  }
  const person = await people.findByEmail(email);
  const timeZone = person?.timeZone ?? user.tz;
  if (person) return { person: { ...person, ...(timeZone && { timeZone }) } };
  return {
    refusal: `I do not know ${email} yet, so I cannot show you anything. Ask an admin of Trellis to add you: \`npm run -s trellis -- people add ${email} --name "…" --role viewer\`.`,
  };
}
