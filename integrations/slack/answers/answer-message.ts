import type { AgentAnswer } from '../../../agent/agent.ts';
import { interpreterName } from '../../../agent/models/names.ts';
import { TrellisError } from '../../../db/errors.ts';
import { withOrigin } from '../../../engine/runtime/audit/origin.ts';
import { escapeText, plainText, toMrkdwn } from '../blocks/escape.ts';
import { limits, splitText, truncate } from '../blocks/limits.ts';
import { postCard } from '../cards/post.ts';
import { claimEvent } from '../cards/store.ts';
import type { SlackContext } from '../options.ts';
import { identifyPerson, slackOrigin } from '../people.ts';
import { sourcesMrkdwn } from './sources.ts';

/** A mention of the app or a direct message to it, as Slack delivers it. */
export interface Incoming {
  eventId: string;
  user: string;
  channel: string;
  /** Of the message; it starts a thread unless it stands in one. */
  ts: string;
  threadTs?: string;
  /** Escaped, with references. */
  text: string;
}

/** Answers in the message's thread, then shows every change that the answer proposed. Once per event id. */
export async function answerMessage(context: SlackContext, incoming: Incoming): Promise<void> {
  const now = context.clock();
  if (!(await claimEvent(context.db, incoming.eventId, now))) return;
  const place = { channel: incoming.channel, thread: incoming.threadTs ?? incoming.ts };
  const identified = await identifyPerson(context.client, context.people, context.teamId, incoming.user);
  if ('refusal' in identified) return say(context, place, identified.refusal);

  const text = plainText(incoming.text, context.botUserId);
  if (text === '') return say(context, place, 'What would you like to know or change?');
  try {
    const { person } = identified;
    const asked = {
      person,
      inPerson: true,
      via: 'slack',
      place: `slack:${place.channel}:${place.thread}`,
      text,
      now,
    } as const;
    const answer = await withOrigin(slackOrigin(person), () => context.agent.answer(asked));
    await say(context, place, answer.text, below(answer));
    for (const id of answer.changes) await postCard(context, id, place);
  } catch (error) {
    await say(context, place, apology(context, error));
  }
}

/** What an answer cites, and the language model that gave it. */
function below({ citations, model }: AgentAnswer): string {
  const by = model === interpreterName ? '' : `_Answered by ${escapeText(model)}_`;
  return [sourcesMrkdwn(citations), by].filter(Boolean).join('\n\n');
}

/** Posts Markdown in the thread, and mrkdwn of ours below it, in as many messages as it takes. */
async function say(
  context: SlackContext,
  place: { channel: string; thread: string },
  markdown: string,
  mrkdwnBelow = '',
): Promise<void> {
  const perMessage = Math.floor(limits.message / limits.section);
  const pieces = splitText(
    [toMrkdwn(markdown, context.changeUrl('')), mrkdwnBelow].filter(Boolean).join('\n\n'),
    limits.section,
  );
  for (let at = 0; at < pieces.length; at += perMessage) {
    const sections = pieces.slice(at, at + perMessage);
    await context.client.chat.postMessage({
      channel: place.channel,
      thread_ts: place.thread,
      text: truncate(sections[0] ?? '', limits.text),
      blocks: sections.map((text) => ({
        type: 'section' as const,
        text: { type: 'mrkdwn' as const, text, verbatim: true },
        expand: true,
      })),
      unfurl_links: false,
      unfurl_media: false,
    });
  }
}

/** Only text of ours is shown; the rest goes to the log. */
export function apology(context: Pick<SlackContext, 'log'>, error: unknown): string {
  if (error instanceof TrellisError && error.mender !== 'us') return error.message;
  context.log.error({ err: error }, 'a Slack request failed');
  return 'Something went wrong on our side; it is logged. Please try again.';
}
