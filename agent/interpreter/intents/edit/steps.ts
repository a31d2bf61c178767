import { conditionText } from '../../../../tools/support/conditions.ts';
import type { Made, TrackOf } from '../../../../tools/support/edits/made.ts';
import {
  addAction,
  addBranch,
  addWaitFor,
  type BranchTo,
  type StepPlace,
} from '../../../../tools/support/edits/track-steps.ts';
import { emailSteps } from '../../../../tools/support/email-step.ts';
import type { Plan } from '../../requests.ts';
import { takeAction } from '../../slots/action.ts';
import { takeLength } from '../../slots/durations.ts';
import { takeEvents } from '../../slots/events.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { readWho } from '../../slots/who.ts';
import { notUnderstood } from '../../wording/say.ts';
import { createUtterance } from '../../words/utterance.ts';
import { arriving } from '../scoring.ts';
import { asking, editIntent, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const doing =
  'after|before|at|add|insert|put|create|make|notify|alert|tell|ping|inform|have|let|send|enrol|enroll|move|set|once|when|if|open|give|assign|wait|hold|branch|skip|end|split|include|get|ask|start';
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const number = `(?:the )?(?:e?mail (?:number |no )?(?<n>${numberSource})|(?<o>${ordinals.join('|')}|last|final) e?mail)`;

/** `after email 3 of the SMB fast track create a task for sales to call within 2 days`. */
export const addStep = editIntent(doing, /\b(?:after|before|at the (?:end|start|beginning))\b/, (reading) => {
  const { utterance, world } = reading;
  if (utterance.has(/\b(?:points?|experiment|tests?|if|when|whenever|day \d+|segment|until)\b/))
    return undefined;
  const place = takePlace(reading);
  if (place === undefined) return undefined;
  const acted = takeAction(utterance, world.vocabulary);
  if (!acted) return undefined;
  utterance.takeAll(/\b(?:step|an?|that|which|to|action)\b/);
  takeVerb(utterance, 'add|insert|put|include|have|let');
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  return noted(addAction(of, acted.action, placeIn(of, place)), acted.notes);
});

function noted(made: Made, notes: readonly string[]): Made {
  return 'problem' in made ? made : { ...made, notes: [...(made.notes ?? []), ...notes] };
}

type SaidPlace = { where: 'after' | 'before'; number: number } | 'start' | 'end';

function takePlace({ utterance }: Reading): SaidPlace | undefined {
  const beside = utterance.take(
    new RegExp(
      `\\b(?:right |directly |straight )?(?<where>after|before|following) ${number}(?: (?:is|was|has been|goes) (?:sent|out))?`,
    ),
  );
  if (beside) {
    const { where, n, o = '' } = beside.groups ?? {};
    const place = n !== undefined ? numberOf(n) : /last|final/.test(o) ? -1 : ordinals.indexOf(o) + 1;
    return { where: where === 'before' ? 'before' : 'after', number: place };
  }
  const edge = utterance.take(/\b(?:at|to) the (?:very )?(end|start|beginning)(?: of)?\b/)?.[1];
  return edge === undefined ? undefined : edge === 'end' ? 'end' : 'start';
}

function placeIn(of: TrackOf, place: SaidPlace): StepPlace {
  if (place === 'start' || place === 'end') return place;
  const at = place.number === -1 ? emailSteps(of.track).length : place.number;
  return place.where === 'after' ? { after: at } : { before: at };
}

/** `after email 2 of the SMB fast track wait until they click, at most 5 days`. */
export const addWaiting = editIntent(doing, /\b(?:wait|hold)\b.*\b(?:until|till|for)\b/, (reading) => {
  const { utterance } = reading;
  const place = takePlace(reading);
  if (place === undefined) return undefined;
  const within = takeLength(
    utterance,
    '(?:but )?(?:at most|for at most|up to|for up to|no longer than|not longer than|max(?:imum)?(?: of)?|within|for a maximum of|at the latest after)',
  );
  const said =
    /\b(?:wait|hold)\b.*? (?:until|till|for) (?<what>.+?)(?= (?:at most|for at most|up to|for up to|no longer|within|max|after|before|on|in|of|\u00b7)|(?: , | but )|$)/.exec(
      utterance.text,
    )?.groups?.what;
  if (said === undefined) return undefined;
  const when = waitedFor(said, reading);
  if (typeof when !== 'string') return when;
  utterance.take(new RegExp(said.replace(/[^\p{L}\p{N} ]/gu, '.'), 'u'));
  utterance.takeAll(/\b(?:wait|hold|until|till|for|but|add|a|step|at most)\b/);
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  if (!within) return asking(`How long at most? Say for instance “at most 5 days”. ${nothing}`);
  return addWaitFor(of, { when, within: within.text }, placeIn(of, place));
});

/** What leads are waited for: something that happens then, or what holds of them. */
function waitedFor(said: string, { utterance, world }: Reading): string | Plan {
  const text = createUtterance(said);
  const [event, ...more] = takeEvents(text, world.vocabulary);
  if (event && more.length === 0 && event.is === '>=' && !event.counted)
    return conditionText(arriving(event, [], undefined));
  const who = readWho(said, utterance.quotes, world.vocabulary);
  if (who.left.length > 0) return notUnderstood(who.left, 'proposed that');
  return who.when ?? asking(`What shall leads wait for? ${nothing}`);
}

const branching = /\b(?:if|when|leads who|those who|whoever|people who|anyone who)\b/;

/** `after email 3 of the SMB fast track, if they clicked, skip to email 5`. */
export const addABranch = editIntent(doing, branching, (reading) => {
  const { utterance, world } = reading;
  if (utterance.has(/\b(?:points?|experiment|tests?|entry|goal|enter)\b/)) return undefined;
  const to = takeWay(reading);
  const place = takePlace(reading);
  if (place === undefined || to === undefined || typeof place === 'string' || place.where !== 'after')
    return undefined;
  const rest = createUtterance(
    utterance
      .free()
      .map((word) => word.replace(/quote(\d+)/, (_, n: string) => `"${utterance.quotes[Number(n)]}"`))
      .join(' '),
  ).text;
  const said =
    /\b(?:if|when|leads who|those who|whoever|people who|anyone who) (?<who>.+?)(?= (?:of|on|in) (?:the |our )|$| then\b)/.exec(
      rest,
    )?.groups?.who;
  if (said === undefined) return undefined;
  const who = readWho(said, utterance.quotes, world.vocabulary);
  if (who.left.length > 0) return notUnderstood(who.left, 'proposed a branch');
  if (who.when === undefined)
    return asking(`For which leads? Say for instance “if they clicked an email”. ${nothing}`);
  utterance.takeAll(
    new RegExp(
      `\\b(?:${said
        .split(' ')
        .map((word) => word.replace(/[^\p{L}\p{N}]/gu, '.'))
        .join('|')})\\b`,
      'u',
    ),
  );
  utterance.takeAll(
    /\b(?:if|when|leads|those|people|anyone|who|whoever|then|branch|add|a|they|else|otherwise|go on)\b/,
  );
  const of = takeTrack(reading);
  if (isPlan(of)) return of;
  const after = place.number === -1 ? emailSteps(of.track).length : place.number;
  return noted(addBranch(of, who.when, to.to, after), [...to.notes, ...who.notes]);
});

function takeWay({ utterance, world }: Reading): { to: BranchTo; notes: string[] } | undefined {
  const to = utterance.take(
    new RegExp(
      `\\b(?:skip(?: ahead)?|jump|go|go straight|move|continue|send them|take them|straight)(?: on| ahead| straight| directly)? (?:to|with) (?:the )?(?:e?mail (?:number |no )?(${numberSource})|(${ordinals.join('|')}|last) e?mail)\\b`,
    ),
  );
  if (to) return { to: { email: to[1] ? numberOf(to[1]) : ordinals.indexOf(to[2] ?? '') + 1 }, notes: [] };
  const skip = utterance.take(
    new RegExp(
      `\\b(?:skip|leave out|do not send(?: them)?|not send(?: them)?) (?:the )?(?:e?mail (?:number |no )?(${numberSource})|(${ordinals.join('|')}) e?mail)\\b`,
    ),
  );
  if (skip)
    return { to: { skip: skip[1] ? numberOf(skip[1]) : ordinals.indexOf(skip[2] ?? '') + 1 }, notes: [] };
  if (
    utterance.take(
      /\b(?:end|stop|finish|exit|leave|quit) (?:the |it for them|their |this )?(?:track|sequence|campaign|nurture)?\b(?: (?:for them|there|early))?|\btake them (?:off|out)(?: of it)?\b/,
    )
  )
    return { to: 'end', notes: [] };
  const acted = takeAction(utterance, world.vocabulary);
  return acted && { to: { act: acted.action }, notes: acted.notes };
}
