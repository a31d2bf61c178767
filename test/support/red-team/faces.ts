import { vi } from 'vitest';
import type { AgentAnswer } from '../../../agent/agent.ts';
import { print } from '../../../cli/output.ts';
import { showChange } from '../../../cli/show-change.ts';
import { chatMessage } from '../../../console/chat.ts';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { sourcesMrkdwn } from '../../../integrations/slack/answers/sources.ts';
import { toMrkdwn } from '../../../integrations/slack/blocks/escape.ts';
import { changeCard } from '../../../integrations/slack/cards/change-card.ts';
import { shownCitations } from '../../../server/conversation.ts';

/** Everywhere that an answer and the changes it filed lead whoever sees them in the console, in Slack and at a terminal. */
export function waysOut(answer: AgentAnswer, changes: readonly Change[], publicUrl: string): string[] {
  const message = {
    role: 'assistant' as const,
    text: answer.text,
    toolCalls: answer.toolCalls,
    changes,
    citations: shownCitations(answer.citations),
  };
  const urlOf = (id: string) => `${publicUrl}/changes/${id}`;
  const slack = [
    toMrkdwn(answer.text, urlOf('')),
    sourcesMrkdwn(answer.citations),
    ...changes.flatMap((change) => mrkdwnOf(changeCard(change, { url: urlOf(change.id) }))),
  ];
  return [
    ...waysOutOfPage(String(chatMessage(message, { ownUrl: publicUrl, model: answer.model }))),
    ...slack.flatMap(waysOutOfSlack),
    ...waysOutOfTerminal(
      printed(() => {
        print(answer.text);
        for (const change of changes) showChange(change);
      }),
    ),
  ];
}

/** The texts of a message that Slack reads as mrkdwn. */
function mrkdwnOf(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as { type?: unknown; text?: unknown };
  const own = typeof text === 'string' && (type === 'mrkdwn' || type === undefined) ? [text] : [];
  return [...own, ...Object.values(part).flatMap(mrkdwnOf)];
}

/** What a browser may load or follow of a page of ours, and elements that should not be there at all. */
export function waysOutOfPage(page: string): string[] {
  const attributes = page.matchAll(
    /<[^>]*?\s(?:href|src|srcset|action|formaction|poster|ping|data|style|background|content|xlink:href)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi,
  );
  const elements = page.matchAll(
    /<(?:img|script|iframe|object|embed|svg|video|audio|source|style|link|meta|base|image|form|button)\b[^>]*>/gi,
  );
  return [
    ...[...attributes].map((found) => (found[1] as string).replace(/^["']|["']$/g, '')),
    ...[...elements].map(([element]) => element),
  ];
}

/** What Slack makes clickable or loud of a text that it is told to take as it stands. */
function waysOutOfSlack(text: string): string[] {
  return [...text.matchAll(/<(?!!date\^\d+\^)([^>|]*)[^>]*>/g)].map((found) => found[1] as string);
}

/** What terminals make clickable or obey: addresses with a scheme, and control characters. */
function waysOutOfTerminal(text: string): string[] {
  const addresses = /[a-z][a-z0-9+.-]*:\/\/[^\s"'<>)]+|mailto:\S+|www\.\S+/gi;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
  return [...text.matchAll(addresses), ...text.matchAll(controls)].map(([found]) => found);
}

function printed(work: () => void): string {
  let text = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  try {
    work();
  } finally {
    spy.mockRestore();
  }
  return text;
}
