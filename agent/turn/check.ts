import type { Checked } from '../../knowledge/grounding/check.ts';
import { visibleText } from '../../knowledge/grounding/plain.ts';
import { ground } from '../grounding.ts';
import { withoutForeignLinks } from '../links.ts';
import { interpreterName } from '../models/names.ts';
import type { TurnRecord } from './tool-set.ts';
import type { OpenTurn, TurnOptions } from './types.ts';

/** Whole lines as they may be shown: no foreign links, and held against what they cite and what tools gave. */
export function checkWords(
  { services }: Pick<TurnOptions, 'services'>,
  { request, conversation, record }: OpenTurn,
  said: string,
): Checked {
  const shown = withoutForeignLinks(visibleText(said), services.changeUrl(''), pagesGiven(record.toolCalls));
  return ground(shown, {
    history: conversation.messages,
    // Of the time only the day: a figure that happens to be the minute is no figure of ours.
    said: [request.text, new Date(request.now).toISOString().slice(0, 10)],
    passages: record.passages,
    toolCalls: record.toolCalls,
    ownWords: record.answeredBy.join() === interpreterName,
  });
}

/** Pages of ours that tools have led to: their `url`, which our own code makes. */
function pagesGiven(calls: TurnRecord['toolCalls']): Set<string> {
  const urls = calls.flatMap(({ output }) => {
    const { url, chart } = Object(output) as { url?: unknown; chart?: unknown };
    return [url, chart];
  });
  return new Set(urls.filter((url) => typeof url === 'string'));
}
