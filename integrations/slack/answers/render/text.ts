import { ownAddress, toMrkdwn } from '../../blocks/escape.ts';
import { limits, splitText, truncate } from '../../blocks/limits.ts';
import type { Message } from '../../blocks/message.ts';
import type { SlackContext } from '../../options.ts';

const perMessage = Math.floor(limits.message / limits.section);

/** Markdown as messages of sections, as many as it takes. */
export function textMessages(markdown: string, { changeUrl }: Pick<SlackContext, 'changeUrl'>): Message[] {
  return mrkdwnMessages(toMrkdwn(markdown, ownAddress(changeUrl)));
}

/** The same of mrkdwn that we wrote and escaped ourselves. */
export function mrkdwnMessages(mrkdwn: string): Message[] {
  const pieces = splitText(mrkdwn, limits.section);
  return Array.from({ length: Math.ceil(pieces.length / perMessage) }, (_, index) => {
    const sections = pieces.slice(index * perMessage, (index + 1) * perMessage);
    return {
      text: truncate(sections[0] ?? '', limits.text),
      blocks: sections.map((text) => ({
        type: 'section' as const,
        // Verbatim: nothing in it becomes a link unless we wrote it as one. Expanded: nothing hides behind "see more".
        text: { type: 'mrkdwn' as const, text, verbatim: true },
        expand: true,
      })),
    };
  });
}
