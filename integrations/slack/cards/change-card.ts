import type { types } from '@slack/bolt';
import { planDigest } from '../../../engine/runtime/changes/plan/plan-words.ts';
import { commentWords, standingWords } from '../../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, splitText, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';

type Block = types.KnownBlock;

export const approveAction = 'change_approve';
export const rejectAction = 'change_reject';

/** So much is shown on a card; a change that says more is approved on its page, where all of it can be read. */
const shown = {
  diff: 5000,
  /** The difference and what the plan says of it together; the rest of a message needs the other characters. */
  plan: 9500,
  name: 200,
  reason: 1000,
  note: 500,
  comments: 3,
  comment: 400,
} as const;

/** A change as a message: what changes, who is affected, the risk, and, while it is open, the buttons. */
export function changeCard(change: Change, options: { url: string; note?: string }): Message {
  const open = change.status === 'proposed';
  const heading = `${headings[change.status]}: ${change.title}`;
  const diff = change.plan.diff.map((line) => `• ${escapeText(line)}`).join('\n');
  const parts = open
    ? [...standing(change), ...planParts(change), taint(change)].filter((part) => part !== '')
    : [outcome(change)];
  const said = comments(change);
  const room = shown.plan - Math.min(diff.length, shown.diff);
  const most = longestThatFits(parts, room);
  const whole = diff.length <= shown.diff && parts.every((part) => part.length <= most);
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: truncate(heading, limits.header), emoji: false } },
    ...(options.note ? [section(`*Look again.* ${part(options.note, shown.note)}`)] : []),
    ...splitText(truncate(diff, shown.diff), limits.section).map((text) => section(text, limits.section)),
    ...parts.map((text) => section(text, most)),
    ...(said ? [section(said)] : []),
    ...(whole ? [] : [section(`Not all of it fits here: <${options.url}|read and approve it on its page>.`)]),
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: origin(change, options.url) }],
    },
    ...(open ? [buttons(change, whole)] : []),
  ];
  return { text: truncate(escapeText(heading), limits.text), blocks };
}

/** Changes whenever what a card shows changes. It is in the card's buttons only to notice a click on an old look of it. */
export function cardFingerprint(hashes: { editHash: string; planHash: string }): string {
  return `change_${hashes.editHash.slice(0, 16)}_${hashes.planHash.slice(0, 16)}`;
}

const headings: Record<Change['status'], string> = {
  proposed: 'Proposed change',
  approved: 'Approved change',
  scheduled: 'Scheduled change',
  applied: 'Applied change',
  rejected: 'Rejected change',
  stale: 'Stale change',
  expired: 'Expired change',
};

/** Every part is shown, the long ones cut alike, so that none crowds out another: who must approve it, what cannot be undone. */
function longestThatFits(parts: readonly string[], room: number): number {
  let most: number = limits.section;
  while (parts.reduce((sum, { length }) => sum + Math.min(length, most), 0) > room)
    most = Math.floor(most * 0.9);
  return most;
}

function section(text: string, max: number = limits.section): Block {
  // Verbatim: nothing in it becomes a link unless we wrote it as one. Expanded: nothing hides behind "see more".
  return {
    type: 'section',
    text: { type: 'mrkdwn', text: truncate(text, max), verbatim: true },
    expand: true,
  };
}

function planParts({ plan, accountNames }: Change): string[] {
  return planDigest(plan, accountNames).map(({ heading, lines }) =>
    [`*${escapeText(heading)}*`, ...lines.map(escapeText)].join('\n'),
  );
}

/** When it was to be applied, by whom, and why it was not. */
function standing(change: Change): string[] {
  return standingWords(change).map((line) => part(line, shown.reason));
}

/** The last ones; all of them are on its page. */
function comments({ comments = [] }: Change): string {
  if (comments.length === 0) return '';
  const last = comments.slice(-shown.comments).map((one) => part(commentWords(one), shown.comment));
  const more = comments.length > last.length ? [`${comments.length - last.length} earlier on its page`] : [];
  return ['*Comments*', ...more, ...last].join('\n');
}

function taint(change: Change): string {
  if (change.tainted.length === 0) return '';
  const sources = change.tainted.map(escapeText).join(', ');
  return `:warning: *Text from outside was read before this was proposed* (${sources}). Make sure that the change is what you want.`;
}

function outcome(change: Change): string {
  const who = change.resolvedBy ? ` by ${part(change.resolvedBy.name, shown.name)}` : '';
  const when = change.resolvedAt === undefined ? '' : ` ${slackDate(change.resolvedAt)}`;
  const why = change.resolution ? `: ${part(change.resolution, shown.reason)}` : '';
  if (change.status === 'applied') {
    return `:white_check_mark: *Approved${who}*${when}. Version ${change.appliedVersion} of the program is active.`;
  }
  if (change.status === 'rejected') return `:x: *Rejected${who}*${when}${why}`;
  if (change.status === 'expired')
    return ':hourglass: *Expired*. Ask for it again to see its effect on today’s leads.';
  if (change.status === 'scheduled') return `:calendar: ${standing(change).join('\n')}`;
  if (change.status === 'stale') return `:arrows_counterclockwise: *Stale*${why}`;
  return `*${headings[change.status]}*${who}${when}`;
}

function origin(change: Change, url: string): string {
  const until = change.status === 'proposed' ? ` · open until ${slackDate(change.expiresAt)}` : '';
  return `Proposed by ${part(change.author.name, shown.name)} (${change.via})${until} · <${url}|Open change ${change.id.slice(0, 8)}>`;
}

/** The buttons carry the id and nothing else: what a click approves is looked up on our side. */
function buttons(change: Change, whole: boolean): Block {
  const button = (action: string, text: string, style: 'primary' | 'danger') => ({
    type: 'button' as const,
    action_id: action,
    text: { type: 'plain_text' as const, text },
    style,
    value: change.id,
  });
  return {
    type: 'actions',
    block_id: cardFingerprint(change),
    elements: [
      ...(whole ? [button(approveAction, 'Approve', 'primary')] : []),
      button(rejectAction, 'Reject', 'danger'),
    ],
  };
}

function part(text: string, max: number): string {
  return truncate(escapeText(text), max);
}

/** Shown in the reader's own time zone; elsewhere as UTC. */
function slackDate(at: number): string {
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at / 1000)}^{date_short_pretty} {time}|${fallback}>`;
}
