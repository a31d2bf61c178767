import type { Handler } from '../inbox/listener.ts';
import { identifyPerson } from '../people.ts';
import { setStatus } from './set-status.ts';

interface StoppedEvent {
  channel: string;
  thread_ts: string;
  user: string;
}

/** Ends the answer that is being given in the thread, whatever process gives it. One of our people may; nobody else. */
export const stopHandler: Handler = async (context, item) => {
  const { channel, thread_ts: thread, user } = (item.body as { event: StoppedEvent }).event;
  const identified = await identifyPerson(context.client, context.people, context.teamId, user);
  if ('refusal' in identified) return;
  await context.inbox.stop(`${channel}:${thread}`, item.id);
  // Slack leaves it to us, also when there was nothing to stop.
  await setStatus(context, { channel, thread }, 'active');
};
