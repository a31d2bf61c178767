import type { types } from '@slack/bolt';
import { planDigest } from '../../../engine/runtime/changes/plan/plan-words.ts';
import { commentWords, standingWords } from '../../../engine/runtime/changes/settle/standing-words.ts';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { slackDate } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, splitText, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';
import { cardButtons } from './card-buttons.ts';
import type { CardChart } from './chart.ts';
import { outcomeWords } from './outcome-words.ts';

type Block = types.KnownBlock;

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

export interface CardOptions {
  /** Of its page. */
  url: string;
  /** Why it has to be looked at again. */
  note?: string | undefined;
  /** What it would have done, as a picture; the words say it too. */
  chart?: CardChart | undefined;
  /** The page of the change that was proposed in its place. */
  plannedAgain?: string | undefined;
}

/** A change as a message: what changes, who is affected, the risk, and, while it is open, the buttons. */
export function changeCard(change: Change, options: CardOptions): Message {
  const open = change.status === 'proposed';
  const heading = `${headings[change.status]}: ${change.title}`;
  const diff = change.plan.diff.map((line) => `• ${escapeText(line)}`).join('\n');
  const parts = open
    ? [...standing(change), ...planParts(change), taint(change)].filter((part) => part !== '')
    : [outcomeWords(change)];
  const said = comments(change);
  const room = shown.plan - Math.min(diff.length, shown.diff);
  const most = longestThatFits(parts, room);
  const whole = diff.length <= shown.diff && parts.every((part) => part.length <= most);
  const blocks: Block[] = [
    { type: 'header', text: { type: 'plain_text', text: truncate(heading, limits.header), emoji: false } },
    ...(options.note ? [section(`*Look again.* ${part(options.note, shown.note)}`)] : []),
    ...splitText(truncate(diff, shown.diff), limits.section).map((text) => section(text, limits.section)),
    ...parts.map((text) => section(text, most)),
    ...(options.chart && open ? [picture(options.chart)] : []),
    ...(options.plannedAgain ? [section(`It was <${options.plannedAgain}|planned again>.`)] : []),
    ...(said ? [section(said)] : []),
    ...(whole ? [] : [section(`Not all of it fits here: <${options.url}|read and approve it on its page>.`)]),
    {
      type: 'context',
      elements: [{ type: 'mrkdwn', text: origin(change, options.url) }],
    },
    ...cardButtons(change, { whole, plannedAgain: options.plannedAgain !== undefined }),
  ];
  return { text: truncate(escapeText(heading), limits.text), blocks };
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

/** What Slack shows of a file of ours. */
function picture({ file, alt }: CardChart): Block {
  return { type: 'image', slack_file: { id: file }, alt_text: truncate(alt, limits.altText) };
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

function origin(change: Change, url: string): string {
  const until = change.status === 'proposed' ? ` · open until ${slackDate(change.expiresAt)}` : '';
  return `Proposed by ${part(change.author.name, shown.name)} (${change.via})${until} · <${url}|Open change ${change.id.slice(0, 8)}>`;
}

function part(text: string, max: number): string {
  return truncate(escapeText(text), max);
}
