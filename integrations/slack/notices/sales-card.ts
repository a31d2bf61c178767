import type { types } from '@slack/bolt';
import { slackDate } from '../blocks/build.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, truncate } from '../blocks/limits.ts';
import type { Message } from '../blocks/message.ts';
import { misfits } from './sales-events.ts';
import { snoozes } from './snooze-until.ts';

type Block = types.KnownBlock;

export const claimAction = 'notice_claim';
export const snoozeAction = 'notice_snooze';
export const notFitAction = 'notice_not_fit';

/** A lead as sales need to see it: facts of the engine, in words. */
export interface LeadFacts {
  name: string;
  /** Job title, company and what is known of it. */
  who: string;
  score: number;
  /** Why the program asked for attention just then, and where its points come from. */
  why: readonly string[];
  /** What it did last, newest first. */
  lately: readonly string[];
}

/** A task or notice of the program, and what sales made of it so far. */
export interface SalesNotice {
  id: string;
  kind: 'task' | 'notify';
  audience: string;
  text: string;
  dueAt: number | null;
  demo: boolean;
  state: 'open' | 'claimed' | 'snoozed' | 'not_fit';
  round: number;
  /** Who made that of it. */
  byName: string | null;
  slackUser: string | null;
  at: number | null;
  until: number | null;
  reason: string | null;
  note: string | null;
}

const shown = { text: 500, who: 300, line: 300, lines: 4, note: 300 } as const;

/** A lead that is worth a call: score, why, what it did last, and what to make of it. `old`: it is shown anew below. */
export function salesCard(
  notice: SalesNotice,
  lead: LeadFacts,
  { url, old = false }: { url: string; old?: boolean },
): Message {
  const heading = `${notice.kind === 'task' ? 'Sales task' : 'Hot lead'}: ${lead.name}`;
  const back = notice.round > 1 && notice.slackUser && notice.state === 'open';
  const said = [
    ...(back && !old ? [`:alarm_clock: <@${notice.slackUser}> snoozed this until now.`] : []),
    `*${part(notice.text, shown.text)}*`,
    ...(lead.who ? [part(lead.who, shown.who)] : []),
  ];
  const due = notice.dueAt === null ? '' : ` · due ${slackDate(notice.dueAt)}`;
  const context = `For ${part(notice.audience, shown.line)}${due} · <${url}|Open the lead>${notice.demo ? ' · of the demo company' : ''}`;
  const isOpen = notice.state === 'open' && !old;
  return {
    text: truncate(escapeText(`${heading}, score ${lead.score}. ${notice.text}`), limits.text),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: truncate(heading, limits.header), emoji: false } },
      section(said.join('\n')),
      section([`*Score ${lead.score}*`, ...listed(lead.why)].join('\n')),
      ...(lead.lately.length > 0 ? [section(['*Lately*', ...listed(lead.lately)].join('\n'))] : []),
      ...(isOpen ? [] : [section(old ? ':arrow_down: It came back; see below.' : outcome(notice))]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: context, verbatim: true }] },
      ...(isOpen ? [actions(notice)] : []),
    ],
  };
}

/** What is left of a card when its lead has been erased: nothing that tells who it was. */
export function erasedCard(): Message {
  const text = 'This was about a lead that has been erased.';
  return { text, blocks: [section(`_${text}_`)] };
}

function outcome({ state, slackUser, byName, at, until, reason, note }: SalesNotice): string {
  const who = slackUser ? `<@${slackUser}>` : part(byName ?? 'somebody', shown.line);
  const when = at === null ? '' : ` ${slackDate(at)}`;
  if (state === 'claimed') return `:raising_hand: *Claimed by ${who}*${when}`;
  if (state === 'snoozed')
    return `:zzz: *Snoozed by ${who}*${until === null ? '' : ` until ${slackDate(until)}`}`;
  const why = misfits.find(({ value }) => value === reason)?.words ?? 'no reason';
  return `:no_entry_sign: *Not a fit, says ${who}*${when}: ${why}${note ? ` (${part(note, shown.note)})` : ''}`;
}

/** Each carries the id of the notice and nothing else: what a click does is looked up on our side. */
function actions({ id }: SalesNotice): Block {
  const button = (action: string, text: string, style?: 'primary') => ({
    type: 'button' as const,
    action_id: action,
    text: { type: 'plain_text' as const, text },
    value: id,
    ...(style && { style }),
  });
  return {
    type: 'actions',
    block_id: `notice_${id}`,
    elements: [
      button(claimAction, 'Claim', 'primary'),
      {
        type: 'static_select',
        action_id: snoozeAction,
        placeholder: { type: 'plain_text', text: 'Snooze' },
        options: snoozes.map(({ days, words }) => ({
          text: { type: 'plain_text' as const, text: words },
          value: String(days),
        })),
      },
      button(notFitAction, 'Not a fit'),
    ],
  };
}

function listed(lines: readonly string[]): string[] {
  return lines.slice(0, shown.lines).map((line) => `• ${part(line, shown.line)}`);
}

function section(text: string): Block {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true }, expand: true };
}

function part(text: string, max: number): string {
  return truncate(escapeText(text.replace(/\s+/g, ' ').trim()), max);
}
