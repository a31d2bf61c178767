import type { Condition } from '../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../engine/program/condition/parse.ts';
import { planQuery, queryWords, takeBreakdown } from '../intents/query.ts';
import { sameRecommendation } from '../intents/recommend-content.ts';
import { sameSearch } from '../intents/search-content.ts';
import type { Intent } from '../requests.ts';
import { takeDescription } from '../slots/condition.ts';
import { endOf } from '../slots/windows.ts';
import { beginsAnother } from '../words/openers.ts';
import { ownWords } from '../words/own-words.ts';
import type { Utterance } from '../words/utterance.ts';
import { mergeCondition } from './merge-condition.ts';
import { samePerformance } from './same-performance.ts';

const opening =
  /^(?:(?:and|but|ok|okay|so|then|now|no|not|add|also|group|split|break|sort|hmm?|let us (?:do|say|take|go with)|only|just|same|same for|same thing for|what about|how about|or|for|among|within|actually|i meant?|rather|instead|wait|sorry|,) ?)+/;

/**
 * `and for SMB?`, `no, 30 days`, `what about fintech`, `by country`: the last question about leads or a track, with
 * what is named now in the place of what was said then.
 */
export const followUp: Intent = (utterance, world) => {
  const { vocabulary, history } = world;
  const last = history.at(-1);
  const call = last?.calls.at(-1);
  if (!last || !call || !(opening.test(utterance.text) || isFragment(utterance))) return undefined;
  if (call.name === 'analyse_performance')
    return samePerformance(utterance, last, takeBareDays(utterance, vocabulary.now), vocabulary);
  if (call.name === 'search_content') return sameSearch(utterance, world);
  if (call.name === 'recommend_content') return sameRecommendation(utterance, world);
  if (call.name !== 'query_leads') return undefined;
  const breakdown = takeBreakdown(utterance);
  if (breakdown) utterance.take(/\b(?:the |that |this |those )?(?:results?|output|outcome)\b/);
  const bare = takeBareDays(utterance, vocabulary.now);
  const input = call.input as { where?: string; as_of?: string; sample?: number; breakdown_by?: string };
  const before = input.where === undefined ? undefined : parseCondition(input.where, ownWords(vocabulary));
  const said = takeDescription(utterance, vocabulary, { figuresOf: numericField(before) });
  const named = said.condition !== undefined || said.windows.length > 0 || bare || breakdown;
  if (!named || said.unknown.length > 0 || utterance.rest(queryWords).length > 0) return undefined;
  const window = said.windows.at(-1) ?? bare;
  const days = window && Math.max(1, Math.round((window.to - window.from) / 86_400_000));
  const condition = mergeCondition(before, said, days);
  const asOfBefore = input.as_of === undefined ? undefined : Date.parse(input.as_of);
  const asOf = window ? endOf(window) : asOfBefore;
  return planQuery(
    {
      ...said,
      condition,
      ...(asOf !== undefined && { asOf }),
      period: window?.label ?? 'the same as before',
      // Which track or segment a word was taken for stays said.
      notes: said.notes.filter((note) => note.startsWith('I took')),
    },
    {
      breakdown: breakdown ?? input.breakdown_by,
      sample: breakdown ? 0 : (input.sample ?? 0),
      leftover: [],
      notes: [],
    },
  );
};

/** What a bare figure is of: `and with more than 1,000`. */
function numericField(before: Condition | undefined): string | undefined {
  const members = before?.op === 'and' ? before.of : before ? [before] : [];
  return members.flatMap((c) => (c.op === 'field' && typeof c.value === 'number' ? [c.field] : []))[0];
}

function takeBareDays(utterance: Utterance, now: number) {
  const match =
    utterance.take(/\b(\d+) (?:days?|d)\b/) ??
    utterance.take(/^(?:(?:and|or|no|what about|how about|,) )*(\d+)(?: ,)*$/);
  if (!match) return undefined;
  const days = Math.max(1, Number(match[1]));
  return {
    from: now - days * 86_400_000,
    to: now,
    label: `the last ${days} days`,
    rolling: true,
    index: match.index,
  };
}

/** Few words and no verb of a request. */
function isFragment(utterance: Utterance): boolean {
  return (
    utterance.text.split(' ').length <= 6 &&
    !beginsAnother(utterance.raw) &&
    !/\b(?:how many|which|list|build|create|give|halt|stop|approve)\b/.test(utterance.text)
  );
}
