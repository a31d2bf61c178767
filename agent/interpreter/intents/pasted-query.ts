import type { Condition } from '../../../engine/program/condition/ast.ts';
import { parseCondition } from '../../../engine/program/condition/parse.ts';
import { defaultVocabulary } from '../../../engine/program/vocabulary.ts';
import type { Intent } from '../requests.ts';
import { takePasted } from '../slots/pasted.ts';
import { ownWords } from '../words/own-words.ts';
import { createUtterance, type Utterance } from '../words/utterance.ts';
import { misnamedField, planQuery, takeBreakdown } from './query.ts';

const speaking = /[a-z]_[a-z]|[<>=]|\b(?:CONTAINS|IN SEGMENT|IN LIST|ON TRACK|FINISHED TRACK)\b/;
/** `page_visit >= 2`: what happened is counted in the plural. */
const countedOnce = new RegExp(
  `\\b(${Object.keys(defaultVocabulary.events).join('|')})\\b(?=\\s*(?:!=|>=|<=|=|>|<)\\s*\\d)`,
  'g',
);
/** What may be done with condition text that is no more than a question; verbs of edits are none of these. */
const asking = new Set(
  `a an the of for in with where that which who whose it its them those these this result results output outcome leads lead
  people contacts contact records rows matches match matching satisfying satisfy satisfies meeting meet fulfil fulfill
  how many number count counts counted total many run running query execute evaluate eval check test try return returns
  print list show give me us tell get fetch find select what is are there do does have we our please pls thanks thank you
  and then now also ok okay hi hello can could would i need want like to know see just only condition filter expression
  group grouped break down broken split by per each it's following fulfilling by order how big size`.split(
    /\s+/,
  ),
);
/** It goes on with the condition before: `now add AND …`, `narrow that by …`. */
const joining =
  /^(?:(?:and|now|then|ok|okay|please|also|so|next|can you|could you|,) )*(?:(?:add|append|include|extend|narrow|refine|restrict|filter|tighten|combine|amend|expand|widen|plus|with|further)(?: (?:it|that|this|them|those|these|the (?:condition|query|filter|result|results|last one)))?(?: (?:down|further|too|also|by|with|to|on|the condition))*(?: ,)*|(?:and|or|only|just|but only|and only)(?= \u00b7)|(?:(?:and|but|only|just|show|list|count|give me|keep|how many|which)(?: of)? )*(?:those|these|them)(?: (?:leads|ones|people))?(?: (?:where|with|that|who|which|have|whose|having|matching|match|satisfy))*(?= \u00b7))/;

/** Condition text as developers paste it, counted, listed or parted, by itself or beside the condition asked for last. */
export const pastedQuery: Intent = (said, { vocabulary, history }) => {
  if (!speaking.test(said.raw)) return undefined;
  const slip = /^\W*(?:count|how many|run|list|show|query|find|leads|select)\b/i.test(said.raw)
    ? misnamedField(said.fresh(), vocabulary)
    : undefined;
  if (slip) return { say: slip, unread: [] };
  const counted = said.raw.replace(countedOnce, '$1s');
  const utterance = counted === said.raw ? said.fresh() : createUtterance(counted);
  const pasted = takePasted(utterance, vocabulary);
  if (pasted === undefined) return undefined;
  const last = history.at(-1)?.calls.at(-1);
  const breakdown = takeBreakdown(utterance);
  const joined = last?.name === 'query_leads' ? takeJoined(utterance) : undefined;
  if (utterance.rest(asking).length > 0) return undefined;
  const input = Object(last?.input) as { where?: string; sample?: number };
  const before =
    joined && input.where !== undefined ? parseCondition(input.where, ownWords(vocabulary)) : undefined;
  const condition = before ? beside(before, pasted.condition, joined) : pasted.condition;
  const counts = breakdown !== undefined || /\b(?:how many|counts?|number|total|size)\b/.test(said.text);
  return planQuery(
    { condition, fields: [], events: [], windows: [], unknown: [], notes: [] },
    {
      ...(breakdown !== undefined && { breakdown }),
      sample: counts ? 0 : joined ? (input.sample ?? 0) : 10,
      leftover: [],
      notes: [],
    },
  );
};

/** How the text is joined to the condition before, where it says so. */
function takeJoined(utterance: Utterance): 'and' | 'or' | undefined {
  const found = utterance.take(joining);
  if (!found) return undefined;
  const or = utterance.take(/^(?:[^a-z]*)\bor\b/) !== undefined || /\bor$/.test(found[0]);
  utterance.take(/\band\b/);
  return or ? 'or' : 'and';
}

function beside(before: Condition, now: Condition, op: 'and' | 'or' = 'and'): Condition {
  const membersOf = (c: Condition) => (c.op === op ? c.of : [c]);
  return { op, of: [...membersOf(before), ...membersOf(now)] };
}
