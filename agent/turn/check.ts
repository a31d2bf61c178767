import type { Checked } from '../../knowledge/grounding/check.ts';
import { visibleText } from '../../knowledge/grounding/plain.ts';
import { ground } from '../grounding.ts';
import { withoutForeignLinks } from '../links.ts';
import { interpreterName } from '../models/names.ts';
import { inTheirTime } from '../their-time.ts';
import type { TurnRecord } from './tool-set.ts';
import type { OpenTurn, TurnOptions } from './types.ts';

/**
 * Whole lines as they may be shown: no foreign links, held against what they cite and what tools gave, times as the
 * person's clock shows them.
 */
export function checkWords(
  { services }: Pick<TurnOptions, 'services'>,
  { request, conversation, memories, record }: OpenTurn,
  said: string,
): Checked {
  const shown = withoutForeignLinks(visibleText(said), services.changeUrl(''), pagesGiven(record.toolCalls));
  const checked = ground(shown, {
    history: conversation.messages,
    // Of the time only the day: a figure that happens to be the minute is no figure of ours.
    said: [
      request.text,
      new Date(request.now).toISOString().slice(0, 10),
      ...memories.map((memory) => memory.text),
    ],
    passages: record.passages,
    toolCalls: record.toolCalls,
    ownWords: record.answeredBy.join() === interpreterName,
  });
  return { ...checked, text: inTheirTime(checked.text, request.person.timeZone) };
}

/** Pages of ours that tools have led to: their `url`, which our own code makes. */
function pagesGiven(calls: TurnRecord['toolCalls']): Set<string> {
  const urls = calls.flatMap(({ output }) => {
    const { url, chart } = Object(output) as { url?: unknown; chart?: unknown };
    return [url, chart];
  });
  return new Set(urls.filter((url) => typeof url === 'string'));
}
