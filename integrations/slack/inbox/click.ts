import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { SlackContext } from '../options.ts';

/** A click on a message of ours. Everything but the place and the user is only believed after a look on our side. */
export interface Click {
  user: string;
  channel: string;
  /** Of the message. */
  ts: string;
  threadTs?: string;
  /** Of the button, or the chosen option of a menu. */
  value: string;
  blockId: string;
}

/** A click as Slack tells it. */
export function clickOf(body: unknown): Click {
  const { user, channel, message, actions } = body as {
    user: { id: string };
    channel?: { id: string };
    message?: { ts: string; thread_ts?: string };
    actions?: { value?: string; block_id?: string; selected_option?: { value: string } | null }[];
  };
  const action = actions?.[0];
  return {
    user: user.id,
    channel: channel?.id ?? '',
    ts: message?.ts ?? '',
    ...(message?.thread_ts && { threadTs: message.thread_ts }),
    value: action?.selected_option?.value ?? action?.value ?? '',
    blockId: action?.block_id ?? '',
  };
}

/** What somebody filled into a modal that `metadataOf` a click went into. */
export interface Submission {
  /** The click that had opened it, as of who submitted it. */
  click: Click;
  /** By block; empty where nothing was entered. */
  values: Readonly<Record<string, string>>;
}

/** A submitted modal as Slack tells it. */
export function submissionOf(body: unknown): Submission {
  const { user, view } = body as {
    user: { id: string };
    view: { private_metadata: string; state: { values: Record<string, Record<string, Field>> } };
  };
  const values = Object.entries(view.state.values).map(([block, fields]) => {
    const field = Object.values(fields)[0];
    return [block, field?.selected_option?.value ?? field?.value ?? ''];
  });
  return {
    click: { ...(JSON.parse(view.private_metadata) as Click), user: user.id },
    values: Object.fromEntries(values),
  };
}

interface Field {
  value?: string | null;
  selected_option?: { value: string } | null;
}

/** Keeps a click in a modal, until it is submitted. */
export function metadataOf(click: Click): string {
  return JSON.stringify(click);
}

/** By which a modal is opened, within three seconds. */
export function triggerOf(body: unknown): string {
  return (body as { trigger_id: string }).trigger_id;
}

/** Says it to nobody but the person who clicked. */
export async function whisper(
  context: Pick<SlackContext, 'client'>,
  click: Pick<Click, 'user' | 'channel' | 'threadTs'>,
  text: string,
): Promise<void> {
  await context.client.chat.postEphemeral({
    channel: click.channel,
    user: click.user,
    text: truncate(escapeText(text), limits.section),
    ...(click.threadTs && { thread_ts: click.threadTs }),
  });
}
