import { conditionText } from '../../../../../tools/support/conditions.ts';
import {
  addAction,
  addBranch,
  addWaitFor,
  type StepPlace,
} from '../../../../../tools/support/edits/track-steps.ts';
import { emailSteps } from '../../../../../tools/support/email-step.ts';
import { takeAction } from '../../../slots/action.ts';
import { takeLength } from '../../../slots/durations.ts';
import { takeEmailNumbers } from '../../../slots/email-number.ts';
import { takeEvents } from '../../../slots/events.ts';
import { readWho } from '../../../slots/who.ts';
import { plainWords } from '../../../words/plain-words.ts';
import { createUtterance } from '../../../words/utterance.ts';
import { arriving } from '../../points/arriving.ts';
import { asking, nothing } from '../frame.ts';
import { type Frame, hasWords, type Slots, takeEmails } from './slots.ts';

const team =
  '(?:sales|marketing|customer success|success|support|account (?:managers?|executives?)|sdrs?|bdrs?)';
const sent =
  '(?: (?:is|was|are|has been|have been|gets|has gone|goes|went|being))*(?: (?:out|sent|delivered|gone|through|off))+';
const besides =
  /\b(?:(?:right |directly |straight |immediately |just )*(?<where>after|behind|following|before|ahead of|once|when|as soon as|whenever|upon))\b(?= (?:the |trackx )*(?:email|first|second|third|fourth|fifth|sixth|last|final|sending))/;
const edge =
  /\b(?:(?:when|whenever|once|as soon as) (?:a lead|someone|somebody|anyone|they|leads?|people) )?(?:at|in|to|reach(?:es)?|gets? to|comes? to|arrives? at) the (?:very )?(?<edge>end|start|beginning|close)\b(?: of)?/;

/** A place among the steps of a track; takes its words. */
function takeStepPlace(slots: Slots): StepPlace | undefined {
  const { utterance, of } = slots;
  const where = utterance.take(besides)?.groups?.where;
  if (where === undefined) {
    const at = utterance.take(edge)?.groups?.edge;
    return at === undefined ? undefined : /end|close/.test(at) ? 'end' : 'start';
  }
  const emails = takeEmails(slots);
  const [
    email = /\b(?:the|its|trackx) email\b/.test(utterance.text) && emailSteps(of.track).length === 1
      ? 1
      : undefined,
  ] = emails;
  if (email === undefined || emails.length > 1) return undefined;
  utterance.take(new RegExp(`(?<=· ?)${sent}\\b`));
  utterance.takeAll(/\b(?:sending|delivery of)\b/);
  return /before|ahead/.test(where) ? { before: email } : { after: email };
}

/** `once email 2 is out, sales should get a task to call within 4 hours`. */
export const actionFrame: Frame = (slots) => {
  const { utterance, world, of } = slots;
  if (!hasWords(utterance, `${team}|tasks?`) || hasWords(utterance, 'points?|if|unless|segment|until|day'))
    return undefined;
  const place = takeStepPlace(slots);
  if (place === undefined) return undefined;
  const words = slots.utterance.text;
  const acted = takeAction(utterance, world.vocabulary) ?? reworded(slots, words);
  if (!acted) return undefined;
  utterance.takeAll(
    /\b(?:steps?|an?|that|which|to|action|add|insert|put|include|have|let|also|then|be|made|created|opened|set up)\b/,
  );
  const made = addAction(of, acted.action, place);
  return 'problem' in made ? made : { ...made, notes: [...(made.notes ?? []), ...acted.notes] };
};

/** The same by other words for telling somebody and for giving a task. */
function reworded({ utterance, world }: Slots, text: string) {
  const rest = createUtterance(freeWords(utterance)).text;
  const who = new RegExp(`\\b(?:the |our )?(?<team>${team})\\b`).exec(text)?.groups?.team;
  if (who === undefined) return undefined;
  const length = takeLength(utterance, 'within|in|inside');
  const task =
    /\b(?:task|to do|todo|(?:should|shall|must|has to|have to|needs? to|to) (?:call|ring|phone|contact|reach out|follow up|check|look|talk|meet|get in touch))\b/.test(
      rest,
    );
  const told =
    /\b(?:know|told|tell|informed|notif\w+|alert\w*|ping\w*|heads up|hear|inform|message|warn\w*|notice|aware)\b/.test(
      rest,
    );
  if (!task && !told) return undefined;
  const doing =
    /\b(?:to|should|shall|must) (?<to>(?:call|ring|phone|contact|reach out|follow up|check|look|talk|meet|get in touch)(?: (?!within|in |on |of |after|before|at |quote|trackx)\S+){0,6})/.exec(
      rest,
    )?.groups?.to;
  const said = task
    ? `create a task for ${who}${doing ? ` to ${doing}` : ''}${length ? ` within ${length.text}` : ''}`
    : `notify ${who}${/quote\d+/.test(rest) ? ` saying ${/quote\d+/.exec(rest)?.[0]}` : ''}`;
  const plain = { ...createUtterance(said), quotes: utterance.quotes };
  const acted = takeAction(plain, world.vocabulary);
  if (!acted) return undefined;
  for (const word of `${doing ?? ''} ${who}`.split(' '))
    if (word) utterance.take(new RegExp(`\\b${word}\\b`));
  utterance.takeAll(
    /\b(?:the|our|should|shall|must|get|gets|receive|receives|be|is|are|give|gives|given|create|created|open|opened|task|to do|todo|know|told|tell|informed|notif\w+|alert\w*|ping\w*|heads up|hear|inform|message|warn\w*|notice|aware|for|to|let|have|quote\d+|about it|of it|want|wants)\b/,
  );
  return acted;
}

const limit =
  '(?:but )?(?:at most|for at most|up to|for up to|no longer than|not longer than|not more than|max(?:imum)?(?: of)?|within|for a maximum of|at the latest after|for|give(?: leads| them| people)?(?: up to| max| at most)?)';

/** `wait up to ten days for a meeting after email 1`. */
export const waitForFrame: Frame = (slots) => {
  const { utterance, world, of } = slots;
  if (!hasWords(utterance, 'waits?|hold|pause|give') || hasWords(utterance, 'points?|skip|goal'))
    return undefined;
  if (!hasWords(utterance, 'for|until|till|to')) return undefined;
  if (
    !/\b(?:until|till|at most|up to|max\w*|no longer|longest|latest|tops)\b|\bfor (?:an? |the |one )?(?!\d|trackx)[a-z]/.test(
      utterance.text,
    )
  )
    return undefined;
  const place = takeStepPlace(slots);
  if (place === undefined) return undefined;
  const within = takeLength(utterance, limit) ?? takeLength(utterance);
  utterance.takeAll(
    /\b(?:waits?|hold|pause|until|till|for|but|at most|tops|max(?:imum)?|at the (?:latest|longest|most)|no longer|or longer|give|allow|them|they|leads?|people|to|before|going on|moving on|go on|it goes on|up|the|a step|then|should|we)\b/,
  );
  const said = createUtterance(freeWords(utterance)).text;
  if (said === '') return undefined;
  const text = createUtterance(said);
  const [event, ...more] = takeEvents(text, world.vocabulary);
  const arrives =
    event &&
    more.length === 0 &&
    event.is === '>=' &&
    !event.counted &&
    !/\b(?:not|no|never)\b/.test(said) &&
    text.rest(plainWords).length === 0;
  const who = arrives ? undefined : readWho(said, utterance.quotes, world.vocabulary);
  const when = arrives
    ? conditionText(arriving(event, [], undefined))
    : who?.left.length === 0
      ? who.when
      : undefined;
  if (when === undefined) return undefined;
  utterance.takeAll(/[^\s·]+/);
  if (!within) return asking(`How long at most? Say for instance “at most 5 days”. ${nothing}`);
  return addWaitFor(of, { when, within: within.text }, place);
};

const skip =
  /\b(?:skips?|leaves? out|jumps? over|(?:do|does|should|shall|must|need|needs) not (?:get|receive|be sent|see|need)|do not send(?: them)?|not (?:get|receive|be sent)|be spared|spare(?: them)?|without)\b/;
const jump =
  /\b(?:and |then )*(?:go|goes|jump|jumps|move|moves|continue|continues|straight|proceed|advance|skip)(?: on| ahead| straight| directly| right)* (?:to|with)\b/;
const ending = /\b(?:end|stop|finish|quit)(?: the track)? (?:for them|there|early)\b/;

/** `whoever has a demo skips email 2`, `from email 3 to email 5 for people who clicked`. */
export const branchFrame: Frame = (slots) => {
  const { utterance, world, of } = slots;
  const { text } = utterance;
  if (hasWords(utterance, 'points for|experiment|entry|goal|enter')) return undefined;
  if (!skip.test(text) && !jump.test(text) && !/\b(?:jump|go|move)s? from\b/.test(text)) return undefined;
  const from = utterance.take(
    /\b(?:after|from|behind)\b(?= (?:the )?(?:email|first|second|third|fourth|fifth|last))/,
  )
    ? takeEmailNumbers(atFirst(slots))[0]
    : undefined;
  const leaps = /\b(?:jump|go|move|skip|continue|straight)s? (?:straight |directly |ahead )*from\b/.test(
    text,
  );
  const jumps =
    (leaps && utterance.takeAll(/\b(?:jump|go|move|skip|continue|straight|directly|ahead)s?\b/).length > 0) ||
    utterance.take(jump) !== undefined;
  const skips = utterance.take(skip) !== undefined;
  const numbers = takeEmails(slots);
  const ordered = from === undefined ? numbers : numbers.filter((number) => number !== from);
  const [target, next] = ordered;
  if (target === undefined || ending.test(text)) return undefined;
  if (ordered.length > 2 || (next !== undefined && !(skips && jumps && next === target + 1)))
    return undefined;
  const rest = freeWords(utterance)
    .replace(
      /\b(?:whoever|those who|people who|leads who|leads|people|anyone who|everyone who|anybody who|everybody who|somebody who|if|when|then|they|them|a lead|the lead|should|shall|must|may|can|to|from|after|straight|directly|and|please|have|let|can)\b/g,
      (word) => (/^(?:have)$/.test(word) ? word : ' '),
    )
    .replace(/\s+/g, ' ')
    .trim();
  const who = readWho(rest, utterance.quotes, world.vocabulary);
  if (who.when === undefined || who.left.length > 0) return undefined;
  utterance.takeAll(/[^\s·]+/);
  const after = from ?? target - 1;
  if (after < 1)
    return {
      problem: 'The first email cannot be skipped by a branch behind an email; set the entry instead.',
    };
  const made = addBranch(of, who.when, skips || !jumps ? { skip: target } : { email: target }, after);
  return 'problem' in made || who.notes.length === 0
    ? made
    : { ...made, notes: [...(made.notes ?? []), ...who.notes] };
};

/** What nothing has claimed, without the track. */
function freeWords(utterance: Slots['utterance']): string {
  return utterance
    .free()
    .filter((word) => word !== 'trackx')
    .join(' ');
}

/** The first email that is named, of a text whose other emails stay unclaimed. */
function atFirst({ utterance }: Slots) {
  return createUtterance(
    /\b(?:after|from|behind) (?:the )?(?:email \S+|\w+ email)/.exec(utterance.text)?.[0] ?? '',
  );
}
