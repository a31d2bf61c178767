import type { Trigger } from '../../../../engine/program/schema.ts';
import type { Made } from '../../../../tools/support/edits/made.ts';
import { changeTrigger, removeTrigger } from '../../../../tools/support/edits/triggers.ts';
import type { Intent } from '../../requests.ts';
import { takeLength } from '../../slots/durations.ts';
import { numberSource } from '../../slots/numbers.ts';
import { removes, removingWords } from '../../words/removing.ts';
import { fillerWords, grumble, isWished } from '../../words/wished.ts';
import { isPlan, nothing, type Reading } from './frame.ts';
import { triggerIn } from './trigger.ts';

const reasons =
  /(?:^|, )?\b(?:nobody|no one|sales|marketing|we|they|everybody|everyone|people) (?:are |is |do not |does not |never |no longer )?(?:fed up|annoyed|tired|sick|drowning|uses?|needs?|wants?|needed|reads?)(?: (?:with|of|by|from|in)\b)?/;

/** `the deal won trigger can go`, `we no longer need the trigger for three downloads`. */
export const endTrigger: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!/\btriggers?\b/.test(text) || !removes(text) || !isWished(text, raw)) return undefined;
  if (/\b(?:notif\w+|tasks?|alert|enrol\w*|cool ?down|action|points?|from the trigger)\b/.test(text))
    return undefined;
  for (const pattern of [grumble, reasons, removingWords, /\b(?:for|on|it|that|fires?|when|need|longer)\b/])
    utterance.takeAll(pattern);
  const trigger = triggerIn(readingOf(utterance, world));
  if (isPlan(trigger)) return undefined;
  return planOf(utterance, removeTrigger(trigger));
};

const lengthAgain =
  '(?:(?:only |earliest )?(?:after|in|within|for|before|every|once (?:in|every|per|a)|once|at most every))';
const former = new RegExp(
  `(?:, )?\\b(?:instead of|rather than|and not|not|from|no longer) (?:after |every |within )?(?:${numberSource}|an?)(?: (?:minutes?|hours?|days?|weeks?|months?|years?))?(?: (?:as )?(?:now|before))?(?= to\\b| ,|$)`,
);

/** `the demo request trigger can fire again after 26 weeks, not 52`: how often a trigger answers, and how soon. */
export const limitTrigger: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!isWished(text, raw)) return undefined;
  const reading = readingOf(utterance, world);
  const quoted = utterance.quotes.some((quote) =>
    Object.values(reading.program.triggers).some(({ title }) => title.toLowerCase() === quote.toLowerCase()),
  );
  if (!quoted && !/\btriggers?\b|\bcool ?down\b/.test(text)) return undefined;
  if (/\b(?:notif\w+|tasks?|alert|enrol\w*|points?|new trigger|e ?mails?|tracks?)\b/.test(text))
    return undefined;
  utterance.take(former);
  const again =
    takeLength(
      utterance,
      `cool ?down(?: (?:period|time|of|is|to|at|=|,|should|shall|must|be|from now on))*|(?:(?:fire|run|act|happen|answer|go off|react|start|trigger)(?:s|ing)?|on|off)(?: (?:for|to) (?:a|the|each|any|one) (?:same )?(?:lead|person))?(?: again)? ${lengthAgain}|not (?:\\w+ )?again ${lengthAgain}|again ${lengthAgain}|(?:waits?|rests?)(?: for)?(?=.* again\\b)`,
    ) ??
    (/\bcool ?down\b/.test(text) ? (takeLength(utterance, 'to|of|=') ?? takeLength(utterance)) : undefined);
  const often = again
    ? undefined
    : utterance.take(
        /\b(?:but )?(?:only |just |at most |no more than |not more than |(?:not )?(?:fire |run |act |go off )?more (?:often )?than )?once (?:a|per|every|each|in a|for each|for every) (?<per>day|week|month|lead|person)\b|\b(?<ever>(?:only|just) (?:once|the first time)|once ever)\b/,
      )?.groups;
  if (!again && !often) return undefined;
  utterance.takeAll(
    /\b(?:cool ?down|fires?|runs?|acts?|goes? off|happens?|again|lead|leads|person|same|only|at most|not|can|may|should|shall|must|be|to|for|after|allowed|it|that|earliest|than|of|before|waits?)\b|=/,
  );
  const trigger = triggerIn(reading);
  if (isPlan(trigger)) return undefined;
  const once = often && (often.per === undefined || /lead|person/.test(often.per) ? 'ever' : often.per);
  return planOf(
    utterance,
    again
      ? changeTrigger(trigger, { cooldown: again.text }, `not again within ${again.text}`)
      : changeTrigger(
          trigger,
          { once: once as NonNullable<Trigger['once']> },
          `once ${once === 'ever' ? 'for a lead' : `a ${once}`}`,
        ),
  );
};

const hurry =
  /(?:^|, )?\b(?:sales|marketing|we|they|support|the team) (?:needs?|has|have|must|should) (?:to )?(?:react|be|respond|act|move|answer|come back) (?:quicker|faster|sooner|more quickly)(?= ,|$)|(?:, )?\b(?:\d+|an|one) ?(?:minutes?|mins?|hours?|hrs?|h|days?) (?:is|are) (?:far |way |much )?too (?:slow|long|late|much)(?= ,|$)/;
const old =
  /(?:, )?\b(?:instead of|rather than|and not|not|from) (?:within |in )?(?:\d+|an?|half an|one|two|three|four|five|six) ?(?:minutes?|mins?|hours?|hrs?|h|days?|d|weeks?)\b/;

/** `give sales 30 minutes for the task of the pricing visit trigger`, `the demo request task is due in 1 hour`. */
export const hastenTask: Intent = (utterance, world) => {
  const { text, raw } = utterance;
  if (!/\btasks?\b/.test(text) || !/\btriggers?\b|\bdue\b/.test(text) || !isWished(text, raw))
    return undefined;
  if (/\b(?:when|whenever|every time|create|new|also|cap|at most|more than|per lead)\b/.test(text))
    return undefined;
  utterance.take(old);
  utterance.takeAll(hurry);
  const within = takeLength(utterance, '(?:due )?(?:within|in|to|of|after)') ?? takeLength(utterance);
  if (!within) return undefined;
  utterance.takeAll(
    /\b(?:tasks?|due|within|in|to|for|of|on|sales|marketing|customer success|should|have|has|give|gives|set|make|change|shorten|extend|done|time|only|deadline|be|is|the)\b/,
  );
  const reading = readingOf(utterance, world);
  const trigger = triggerIn(
    reading,
    ({ actions }) => actions.filter((action) => action.do === 'task').length === 1,
  );
  if (isPlan(trigger)) return undefined;
  const { actions } = reading.program.triggers[trigger.id] as Trigger;
  const now = actions.map((action) => (action.do === 'task' ? { ...action, within: within.text } : action));
  return planOf(utterance, changeTrigger(trigger, { actions: now }, `its task is due within ${within.text}`));
};

function readingOf(utterance: Reading['utterance'], world: Reading['world']): Reading {
  return { utterance, world, program: world.vocabulary.program };
}

function planOf(utterance: Reading['utterance'], made: Made): ReturnType<Intent> {
  if (utterance.rest(fillerWords).length > 0) return undefined;
  if ('problem' in made) return { say: `${made.problem} ${nothing}` };
  return { calls: [{ name: 'propose_change', input: { title: made.title, edits: made.edits } }], unread: [] };
}
