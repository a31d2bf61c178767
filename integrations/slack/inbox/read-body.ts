/** What the inbox needs to know of something Slack sent. */
export interface Received {
  id: string;
  /** `event:app_mention`, `action:change_approve`, `command:/trellis`, `view:change_reject`. */
  kind: string;
  /** What must be done one after the other. */
  place: string;
}

interface Body {
  type?: string;
  event_id?: string;
  event?: {
    type?: string;
    channel?: string;
    user?: string;
    ts?: string;
    thread_ts?: string;
    event_ts?: string;
  };
  trigger_id?: string;
  command?: string;
  channel_id?: string;
  user_id?: string;
  user?: { id?: string };
  channel?: { id?: string };
  container?: { message_ts?: string };
  message?: { ts?: string };
  actions?: { action_id?: string }[];
  callback_id?: string;
  view?: { id?: string; callback_id?: string };
}

/** Undefined for what has neither an id nor a kind that we know. */
export function readBody(body: unknown): Received | undefined {
  const sent = body as Body;
  if (sent.event?.type && sent.event_id) {
    return { id: sent.event_id, kind: `event:${sent.event.type}`, place: eventPlace(sent.event) };
  }
  const id = sent.trigger_id;
  if (!id) return undefined;
  const user = sent.user?.id ?? sent.user_id ?? '';
  if (sent.command) return { id, kind: `command:${sent.command}`, place: `${sent.channel_id}:${user}` };
  if (sent.type === 'block_actions') {
    // `snooze:3d` is a `snooze`: what follows the colon tells buttons of one kind apart.
    const action = sent.actions?.[0]?.action_id?.split(':')[0] ?? '';
    const message = sent.message?.ts ?? sent.container?.message_ts;
    const where = message ? `${sent.channel?.id}:${message}` : `view:${sent.view?.id}`;
    return { id, kind: `action:${action}`, place: where };
  }
  if (sent.type === 'view_submission')
    return { id, kind: `view:${sent.view?.callback_id}`, place: `view:${sent.view?.id}` };
  if (sent.type === 'shortcut' || sent.type === 'message_action')
    return { id, kind: `shortcut:${sent.callback_id}`, place: `user:${user}` };
  return undefined;
}

/** A thread of a channel; that somebody stops an answer must not wait for the answer. */
function eventPlace({ type, channel, user, ts, thread_ts: thread }: NonNullable<Body['event']>): string {
  if (type === 'agent_session_stopped') return `stop:${channel}:${thread}`;
  const root = thread ?? ts;
  return channel && root ? `${channel}:${root}` : `user:${user}`;
}
