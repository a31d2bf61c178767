import type { Action, Trigger } from '../../../../engine/program/schema.ts';
import { createTrigger } from '../../../../tools/support/edits/triggers.ts';
import type { Intent } from '../../requests.ts';
import { type SaidAction, takeAction } from '../../slots/action.ts';
import { isOfOnePerson } from '../../words/one-person.ts';
import { ownWords } from '../../words/own-words.ts';
import type { Utterance } from '../../words/utterance.ts';
import { fillerWords, isWished } from '../../words/wished.ts';
import { takeSubjects } from '../points/subject.ts';
import { nothing } from './frame.ts';

const happening =
  /\b(?:when|whenever|every time|each time|as soon as|once|if|after|upon|on (?:an?|each|every|any)|about (?:an?|each|every|any)|for (?:each|every)|whoever|(?:anyone|anybody|everyone|everybody|someone|leads?|people|those|contacts?) (?:who|that)|trigger|should (?:lead to|result in|cause))\b|[>]/;
const elsewhere =
  /\b(?:points?|scores?|threshold|e ?mail \d|experiment|hold ?out|fast forward|simulate|segments? quote\d+|also|at most|no more than)\b|\b(?:after|before) (?:the )?(?:\w+ )?e ?mail\b|\btriggers? (?:fires?|for|on|should|may|must)\b/;
const around =
  /\b(?:when|whenever|every time|each time|as soon as|once|if|after|upon|on|about|for each|for every|whoever|who|that|which|trigger(?:s|ed)?|fires?|happens?|occurs?|comes? (?:in|up)|arriv(?:es?|ed)|reaches us|rolls in|there (?:is|are)|someone|somebody|anyone|anybody|everyone|everybody|a lead|leads|new|for that|wants?|create|make|add|set up|build|should|lead to|result in|cause|set off|straight|directly|right away|also|then|get|gets)\b|[>=]/;

/**
 * What shall happen whenever something does, in any order and voice: the actions are found, then what is left says when.
 * Only where all of it is read.
 */
export const newTriggerInAnyVoice: Intent = (utterance, { vocabulary }) => {
  const { text, raw } = utterance;
  if (!happening.test(text) || elsewhere.test(text) || isOfOnePerson(text) || !isWished(text, raw))
    return undefined;
  const actions: SaidAction[] = [];
  for (
    let one = takeAction(utterance, vocabulary);
    one && actions.length < 5;
    one = takeAction(utterance, vocabulary)
  )
    actions.push(one);
  if (actions.length === 0) return undefined;
  const unknown = unknownEvent(raw, ownWords(vocabulary).events);
  if (unknown !== undefined)
    return { say: `“${unknown}” is no event that I know; “list fields” shows the words I know. ${nothing}` };
  if (/[a-z]_[a-z]|>=|<=/.test(raw)) return undefined;
  const quote = utterance.take(/\b(?:called|named|titled) quote(\d+)/)?.[1];
  const once = takeOnce(utterance);
  utterance.takeAll(around);
  const { of, left, notes } = takeSubjects(utterance, vocabulary);
  const [subject, ...more] = of;
  if (!subject?.when || more.length > 0 || left.some((word) => !fillerWords.has(word))) return undefined;
  const title = quote === undefined ? spoken(raw) : (utterance.quotes[Number(quote)] as string);
  const made = createTrigger(vocabulary.program, {
    title,
    when: subject.when,
    ...(once && { once }),
    actions: actions.map(({ action }): Action => action),
  });
  if ('problem' in made) return { say: `${made.problem} ${nothing}` };
  return {
    calls: [{ name: 'propose_change', input: { title: made.title, edits: made.edits } }],
    notes: [...actions.flatMap((one) => one.notes), ...notes],
    unread: [],
  };
};

/** A name as programs write it that is none of theirs. */
function unknownEvent(raw: string, events: object): string | undefined {
  const written = /(?:\bon|\bwhen|\bif|\bwhenever|\btrigger|:)\s*:?\s*([a-z]+(?:_[a-z]+)+)\b/.exec(raw)?.[1];
  return written !== undefined && !Object.hasOwn(events, written) ? written : undefined;
}

function takeOnce(utterance: Utterance): Trigger['once'] | undefined {
  const once = utterance.take(
    /\b(?:but )?(?:only |at most |no more than )?once (?:a|per|every|each|in a) (day|week|month|lead)\b|\b(?:but )?only (?:once|the first time)\b|\bonce ever\b|\bthe first time\b/,
  );
  return once && ((once[1] === undefined || once[1] === 'lead' ? 'ever' : once[1]) as Trigger['once']);
}

function spoken(raw: string): string {
  const words = raw
    .trim()
    .replace(/^(?:please|ok|hi|hello)[, ]+/i, '')
    .replace(/[.!?\s]+$/, '')
    .replace(/^(?:(?:add|create|make|set up|build)\s+)?(?:an?\s+)?(?:new\s+)?trigger\s*[:,]\s*/i, '');
  return words.replace(/^./, (first) => first.toUpperCase()).slice(0, 120);
}
