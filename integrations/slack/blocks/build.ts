import type { types } from '@slack/bolt';
import { limits, truncate } from './limits.ts';

type Block = types.KnownBlock;

/** Mrkdwn of ours, cut to what Slack takes. Verbatim: nothing in it becomes a link unless we wrote it as one. */
export function section(mrkdwn: string, accessory?: types.SectionBlock['accessory']): types.SectionBlock {
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(mrkdwn, limits.section), verbatim: true },
    // Nothing hides behind "see more"; beside a button it would have no room.
    ...(accessory ? { accessory } : { expand: true }),
  };
}

/** Plain words, whatever stands in them. */
export function header(text: string): Block {
  return { type: 'header', text: plain(text, limits.header) };
}

/** A small line of mrkdwn. */
export function context(mrkdwn: string): Block {
  return {
    type: 'context',
    elements: [{ type: 'mrkdwn', text: truncate(mrkdwn, limits.section), verbatim: true }],
  };
}

/** Plain words as Slack wants them, shown letter by letter. */
export function plain(text: string, max: number): types.PlainTextElement {
  return { type: 'plain_text', text: truncate(text, max), emoji: false };
}

export function button(
  label: string,
  action: string,
  { value, style }: { value?: string; style?: 'primary' | 'danger' } = {},
): types.Button {
  return {
    type: 'button',
    action_id: action,
    text: plain(label, limits.button),
    ...(value !== undefined && { value }),
    ...(style && { style }),
  };
}

/** A button that opens a page of ours; Slack sends a click on it too, which nobody needs to handle. */
export function linkButton(label: string, action: string, url: string): types.Button {
  return { type: 'button', action_id: action, text: plain(label, limits.button), url };
}

/** A time in the reader's own zone; in UTC where Slack is not what shows it. */
export function slackDate(at: number, form = '{date_short_pretty} {time}'): string {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1000)}^${form}|${fallback}>`;
}
