import type { LiveVocabulary } from '../../../vocabulary.ts';
import { takePasted } from '../../slots/pasted.ts';
import { readWho } from '../../slots/who.ts';
import { createUtterance, type Utterance } from '../../words/utterance.ts';
import { briefWords } from './brief-words.ts';

/** `goal: demo_requests >= 1`, pasted beside the condition of who enters. */
export function withoutWrittenGoal(utterance: Utterance, vocabulary: LiveVocabulary) {
  const said =
    /[,;]?\s*\bgoal(?: is)?\s*[:=]?\s+(?<when>(?:NOT )?[a-z]+_[a-z_]+ ?(?:>=|<=|>|<|=)[^,;]*?)(?=[.\s]*(?:[,;]|$))/i.exec(
      utterance.raw,
    );
  const found = said && takePasted(createUtterance(`: ${said.groups?.when}`), vocabulary);
  return found
    ? {
        written: { condition: found.condition, leftover: [] as string[] },
        utterance: createUtterance(utterance.raw.replace(said[0], ' ')),
      }
    : { utterance };
}

/** `until they request a demo`: the rest of the sentence is the goal. */
export function takeGoal(utterance: Utterance, vocabulary: LiveVocabulary) {
  const last = utterance.take(
    /\b(?:with|and) (?:an? |the )?((?:[a-z]+ ){1,4})(?:as|for) (?:the |its |a |our )?goal\b/,
  );
  const match =
    last ??
    utterance.take(
      /\b(?:(?:that |which |it |and )*(?:should |shall )?(?:ends?|stops?|finishes|runs|ending|ended|is over|is done|has reached (?:its|the) goal|reached its goal|succeeds|is successful) (?:when|once|as soon as|until) (?:they|a lead|the lead|leads?|somebody|someone|a(?= meeting)|an?(?= demo))(?: have| has)?|until (?:they|a lead|the lead|leads?|somebody|someone)(?: have| has)?|(?:with )?(?:the |a )?goal(?: is| of| being)?(?: ,)?(?: that)?(?: they)?|(?:and |so )?(?:it |that |this )?(?:is|counts as|would be|works?|has worked) ?(?:an? )?(?:success(?:ful)?)? (?:when|once|if|as soon as)(?: they| a lead)?|success(?: ,| is| means| =| criterion| metric)+(?: that)?(?: they)?|aiming (?:at|for)) ([^,]+)/,
    );
  if (!match) return undefined;
  const { condition, left } = readWho(match[1] as string, utterance.quotes, vocabulary);
  const leftover = left.filter((word) => !briefWords.has(word));
  return condition
    ? { condition, leftover }
    : { leftover: leftover.length > 0 ? leftover : [match[1] as string] };
}
