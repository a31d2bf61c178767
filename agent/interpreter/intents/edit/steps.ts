import { conditionText } from '../../../../tools/support/conditions.ts';
import { type Made, type TrackOf, trackOf } from '../../../../tools/support/edits/made.ts';
import {
  addAction,
  addBranch,
  addWaitFor,
  type BranchTo,
  type StepPlace,
} from '../../../../tools/support/edits/track-steps.ts';
import type { Plan } from '../../requests.ts';
import { takeAction } from '../../slots/action.ts';
import { takeLength } from '../../slots/durations.ts';
import { takeEvents } from '../../slots/events.ts';
import { resolveTrack } from '../../slots/names.ts';
import { numberOf, numberSource } from '../../slots/numbers.ts';
import { readWho } from '../../slots/who.ts';
import { notUnderstood } from '../../wording/say.ts';
import { createUtterance } from '../../words/utterance.ts';
import { arriving } from '../points/arriving.ts';
import { asking, editIntent, emailOf, isPlan, nothing, type Reading, takeTrack, takeVerb } from './frame.ts';

const doing =
  'after|before|at|add|insert|put|create|make|notify|alert|tell|ping|inform|have|let|send|enrol|enroll|move|set|once|when|if|open|give|assign|wait|hold|branch|skip|end|split|include|get|ask|start';
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const number = `(?:the )?(?:e?mail (?:number |no )?(?<n>${numberSource})|(?<o>${ordinals.join('|')}|last|final) e?mail)`;

/** `after email 3 of the SMB fast track create a task for sales to call within 2 days`. */
export const addStep = editIntent(
  doing,
  /\b(?:after|before|at the (?:end|start|beginning)|(?:went|goes|gone) out|(?:is|was|been) sent)\b/,
  (reading) => {
    const { utterance, world } = reading;
    const place = takePlace(reading);
    if (
      place === undefined ||
      utterance.has(/\b(?:points?|experiment|tests?|if|whenever|day \d+|segment|until)\b/)
    )
      return undefined;
    // A condition besides makes a branch of it.
    if (utterance.free().includes('when')) return undefined;
    const acted = takeAction(utterance, world.vocabulary);
    if (!acted) return undefined;
    utterance.takeAll(/\b(?:step|an?|that|which|to|action)\b/);
    takeVerb(utterance, 'add|insert|put|include|have|let');
    const of = trackAt(reading, place);
    if (isPlan(of)) return of;
    const at = placeIn(of, place);
    return typeof at === 'object' && isPlan(at) ? at : noted(addAction(of, acted.action, at), acted.notes);
  },
);

function noted(made: Made, notes: readonly string[]): Made {
  return 'problem' in made ? made : { ...made, notes: [...(made.notes ?? []), ...notes] };
}

/** Without a number it is the track's only email; `track` names it where that stood between. */
type SaidPlace = { where: 'after' | 'before'; number: number | undefined; track?: string } | 'start' | 'end';

function placeNumber(n: string | undefined, ordinal: string): number {
  if (n !== undefined) return numberOf(n);
  return /last|final/.test(ordinal) ? -1 : ordinals.indexOf(ordinal) + 1;
}

const gone = new RegExp(
  `\\b(?:when|once|as soon as) (?:the )?(?<track>(?:[a-z0-9]+ ){0,5}?)${number} (?:is sent|was sent|goes out|went out|has gone out|has been sent|is out)`,
);

function takePlace({ utterance }: Reading): SaidPlace | undefined {
  const sent = utterance.take(gone)?.groups;
  if (sent) {
    const { n, o = '', track = '' } = sent;
    return { where: 'after', number: placeNumber(n, o), ...(track && { track: track.trim() }) };
  }
  const beside = utterance.take(
    new RegExp(
      `\\b(?:right |directly |straight )?(?<where>after|before|following) ${number}(?: (?:is|was|has been|goes) (?:sent|out))?`,
    ),
  );
  if (beside) {
    const { where, n, o = '' } = beside.groups ?? {};
    return { where: where === 'before' ? 'before' : 'after', number: placeNumber(n, o) };
  }
  const only = utterance.take(/\b(?:right |directly )?(?<where>after|before) (?:the|its) e?mail\b/)?.groups
    ?.where;
  if (only) return { where: only === 'before' ? 'before' : 'after', number: undefined };
  const edge = utterance.take(/\b(?:at|to) the (?:very )?(end|start|beginning)(?: of)?\b/)?.[1];
  return edge === undefined ? undefined : edge === 'end' ? 'end' : 'start';
}

/** The track that is named, or that stood within what says the place. */
function trackAt(reading: Reading, place: SaidPlace): TrackOf | Plan {
  const named =
    typeof place === 'object' && place.track
      ? resolveTrack(place.track, reading.world.vocabulary.tracks)
      : undefined;
  const found = named && named.others.length === 0 ? trackOf(reading.program, named.best.id) : undefined;
  return found ?? takeTrack(reading);
}

function placeIn(of: TrackOf, place: SaidPlace): StepPlace | Plan {
  if (place === 'start' || place === 'end') return place;
  const at = emailOf(of, place.number);
  if (typeof at !== 'number') return at;
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
  const at = placeIn(of, place);
  return typeof at === 'object' && isPlan(at) ? at : addWaitFor(of, { when, within: within.text }, at);
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
  const skips = typeof to?.to === 'object' && 'skip' in to.to ? to.to.skip : undefined;
  if (to === undefined || typeof place === 'string') return undefined;
  if (place === undefined ? skips === undefined : place.where !== 'after') return undefined;
  const rest = createUtterance(
    utterance
      .free()
      .map((word) => word.replace(/quote(\d+)/, (_, n: string) => `"${utterance.quotes[Number(n)]}"`))
      .join(' '),
  ).text;
  const said =
    /\b(?:if|when|leads who|those who|whoever|people who|anyone who) (?<who>.+?)(?= (?:of|on|in) (?:the |our )(?!last|past|previous)|$| then\b| should\b| shall\b| must\b)/.exec(
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
  // What is skipped is parted right before it.
  const after = place === undefined ? (skips as number) - 1 : emailOf(of, place.number);
  if (typeof after !== 'number') return after;
  if (after < 1)
    return {
      problem: 'The first email cannot be skipped by a branch behind an email; set the entry instead.',
    };
  return noted(addBranch(of, who.when, to.to, after), [...to.notes, ...who.notes]);
});

const skipping = new RegExp(
  `\\b(?:skip|leave out|do not send(?: them)?|not send(?: them)?|not get) (?:the )?(?:e?mail (?:number |no )?(${numberSource})|(${ordinals.join('|')}|last) e?mail)\\b`,
);

const goingOn = new RegExp(
  `\\b(?:and|then|,) (?:go|move|continue|jump)(?: on| straight| directly)? (?:to|with) (?:the )?(?:e?mail (?:number )?(?:${numberSource})|(?:${ordinals.join('|')}) e?mail)\\b`,
);

function takeWay({ utterance, world }: Reading): { to: BranchTo; notes: string[] } | undefined {
  const skipped = utterance.take(skipping);
  if (skipped) {
    utterance.take(goingOn);
    return { to: { skip: placeNumber(skipped[1], skipped[2] ?? '') }, notes: [] };
  }
  const to = utterance.take(
    new RegExp(
      `\\b(?:skip(?: ahead)?|jump|go|go straight|move|continue|send them|take them|straight)(?: on| ahead| straight| directly)? (?:to|with) (?:the )?(?:e?mail (?:number |no )?(${numberSource})|(${ordinals.join('|')}|last) e?mail)\\b`,
    ),
  );
  if (to) return { to: { email: to[1] ? numberOf(to[1]) : ordinals.indexOf(to[2] ?? '') + 1 }, notes: [] };
  if (
    utterance.take(
      /\b(?:end|stop|finish|exit|leave|quit) (?:the |it for them|their |this )?(?:track|sequence|campaign|nurture)?\b(?: (?:for them|there|early))?|\btake them (?:off|out)(?: of it)?\b/,
    )
  )
    return { to: 'end', notes: [] };
  const acted = takeAction(utterance, world.vocabulary);
  return acted && { to: { act: acted.action }, notes: acted.notes };
}
