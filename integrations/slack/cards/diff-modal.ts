import type { types } from '@slack/bolt';
import { planWords } from '../../../engine/runtime/changes/plan/plan-words.ts';
import type { Change } from '../../../engine/runtime/changes/types.ts';
import { escapeText } from '../blocks/escape.ts';
import { limits, splitText, truncate } from '../blocks/limits.ts';

export const diffCallback = 'change_diff';
export const diffPageAction = 'change_diff_page';

/** Of a page: what is read in one go, and far from what a modal takes. */
const pageCharacters = 8000;

/** All that a plan says, the difference first, so many pages as it takes. `page` from 0; one beyond them is the last. */
export function diffModal(change: Change, { url, page }: { url: string; page: number }): types.ModalView {
  const pages = pagesOf(change);
  const at = Math.max(0, Math.min(page, pages.length - 1));
  const turn = (to: number, words: string) => ({
    type: 'button' as const,
    action_id: `${diffPageAction}:${to}`,
    text: { type: 'plain_text' as const, text: words },
    value: `${change.id}:${to}`,
  });
  const turns = [
    ...(at > 0 ? [turn(at - 1, 'Back')] : []),
    ...(at < pages.length - 1 ? [turn(at + 1, 'Next')] : []),
  ];
  const where = pages.length > 1 ? `Page ${at + 1} of ${pages.length} · ` : '';
  return {
    type: 'modal',
    callback_id: diffCallback,
    title: { type: 'plain_text', text: 'What changes' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: truncate(change.title, limits.header) || 'A change', emoji: false },
      },
      ...(pages[at] ?? []).map(
        (text): types.KnownBlock => ({
          type: 'section',
          text: { type: 'mrkdwn', text, verbatim: true },
          expand: true,
        }),
      ),
      ...(turns.length > 0 ? [{ type: 'actions' as const, block_id: 'turn', elements: turns }] : []),
      {
        type: 'context',
        elements: [{ type: 'mrkdwn', text: `${where}<${url}|Open its page>`, verbatim: true }],
      },
    ],
  };
}

/** Sections by page: whole ones where they fit, never a line that is left out. */
function pagesOf({ plan, accountNames }: Change): string[][] {
  const parts = [
    { heading: 'The difference', lines: plan.diff.map((line) => `• ${line}`) },
    ...planWords(plan, accountNames),
  ];
  const pages: string[][] = [[]];
  let used = 0;
  for (const { heading, lines } of parts) {
    const text = [`*${escapeText(heading)}*`, ...lines.map(escapeText)].join('\n');
    for (const piece of splitText(text, limits.section)) {
      if (used + piece.length > pageCharacters && used > 0) {
        pages.push([]);
        used = 0;
      }
      pages.at(-1)?.push(piece);
      used += piece.length;
    }
  }
  return pages;
}
