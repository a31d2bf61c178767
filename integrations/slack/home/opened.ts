import type { Handler } from '../inbox/listener.ts';
import { identifyPerson } from '../people.ts';
import { prompts } from './prompts.ts';
import { publishHome } from './publish.ts';

interface Opened {
  user: string;
  tab: string;
  channel: string;
}

const eventOf = (body: unknown) => (body as { event: Opened }).event;

/** Of the tabs of the app these two show something of ours. */
export function wantsOpened(body: unknown): boolean {
  return ['home', 'messages'].includes(eventOf(body).tab);
}

/** Draws the home tab, or offers under Messages what to begin with. */
export const openedHandler: Handler = async (context, item) => {
  const { user, tab, channel } = eventOf(item.body);
  if (tab === 'home') return publishHome(context, user);
  const identified = await identifyPerson(context.client, context.people, context.teamId, user);
  if ('refusal' in identified) return;
  // With a thread an agent's call would fail and say nothing.
  await context.client.assistant.threads.setSuggestedPrompts({
    channel_id: channel,
    title: 'For instance',
    prompts: [...prompts[identified.person.role]] as [(typeof prompts)['viewer'][number]],
  });
};
