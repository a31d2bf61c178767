import type { SlackPosts } from '../../integrations/slack/digests/port.ts';
import type { SlackPort } from './types.ts';

/**
 * Hands posts to the inbox of the Slack app, which posts each of them once: a key that it has already is not taken again,
 * so that what was under way when a process died is simply handed over once more.
 */
export function slackPort(posts: SlackPosts): SlackPort {
  return {
    channel: posts.channel,
    refusal: posts.refusal,
    ping: posts.ping,
    arrived: async () => false,
    async send({ key, place, owner, content }) {
      const where =
        place.kind === 'slack' ? { channel: place.channel } : { person: owner.id, email: owner.email };
      await posts.owe({ key, where, content });
      return { status: 'sent' };
    },
  };
}
