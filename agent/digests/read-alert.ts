import type { AlertKind, Order } from './orders.ts';
import { takeQuiet } from './read-cadence.ts';
import { takeDestination } from './read-destination.ts';
import { createTaking, type Taking } from './taking.ts';

const begins =
  /^\s(?:(?:please|ok|okay|hi|hey|hello|so|and|also|trellis)[,:]? )*(?:(?:could|can|would|will) you |i(?:'d| would)? (?:like|want) (?:to |an? )?|we(?:'d| would)? (?:like|want) (?:to |an? )?)?(?:please )?(?:(?:send|post|set up|create|add|make) (?:an? )?(?:alert|warning)s?|alerts?|warn|tell|notify|ping|inform|message|e-?mail|mail|let|be (?:warned|alerted|told))(?=\s)/;
const filler =
  /^(?:[\s,.!;:?]|\b(?:please|know|too|also|as well|that|it|the|an?|any|of|is|are|ever|and|in|for|to|when|if|once|whenever|as soon as|while|every time|about|of them|nurture|nurturing|marketing|our|my)\b)*$/;
const end = '(?=[\\s,.!?;])';
const falls =
  '(?:(?:is |are |has |have )?(?:drop|fall|sink|plunge|decline|decrease|slump|go down|goes down|going down|shrink|crash|collapse|tank)(?:s|es|ped|ing|ping|en)?|fell|went down|(?:is|are|gets?) (?:lower|worse)|down)';

/**
 * `Alert #marketing when clicks drop by a third`: what to warn of, whom, from which threshold and when not. Notices to
 * sales about single leads are the program's, and not read here.
 */
export function readAlert(text: string): Order | undefined {
  const taking = createTaking(text);
  const begun = taking.take(begins);
  if (!begun) return undefined;
  const kind = takeKind(taking);
  if (!kind) return undefined;
  // Before the threshold: “8 pm” has a number too.
  const quiet = takeQuiet(taking);
  const threshold = takeThreshold(taking, kind);
  const said = takeDestination(taking);
  // “Email click” names an event: an alert has a condition, or says whom to tell, or its name.
  if (
    !said &&
    !/\b(?:alerts?|warn|warnings?|notify|ping|when|if|once|whenever|as soon as|every time)\b/.test(text)
  )
    return undefined;
  const mailed = /\be?-?mail\b/.test(begun[0]);
  const to = said && said !== 'me' ? said : mailed ? 'email' : said;
  if (threshold === 'none' || !filler.test(taking.left()))
    return /\balerts?\b/.test(text.slice(0, 40)) && to ? { do: 'unclear', what: 'alert' } : undefined;
  return {
    do: 'alert',
    kind,
    ...(threshold !== undefined && { threshold }),
    quiet,
    to: to ?? 'here',
  };
}

function takeKind(taking: Taking): AlertKind | undefined {
  const kinds: readonly (readonly [AlertKind, string])[] = [
    [
      'clicks',
      `(?:the )?(?:click(?:[- ]?(?:through )?rates?)?|clicks|ctr|fewer clicks|click rate) ?(?:rate )?${falls}?`,
    ],
    ['clicks', '(?:fewer|less) (?:people|leads)? ?click(?:s|ing)?'],
    [
      'stuck',
      '(?:(?:some|a|any|our|the) ?)?(?:leads?|somebody|anybody|anyone|someone)? ?(?:is|are|gets?|get|become|becomes)? ?stuck(?: leads?)?',
    ],
    [
      'failed_sends',
      "(?:(?:too many|many|more) )?(?:(?:sends?|sending|e-?mails?|mails?|deliver(?:y|ies)|messages?) (?:is |are |start to |keep |keeps )?(?:fail(?:s|ed|ing)?|not (?:sent|delivered)|(?:can(?:not|'t)|could not) be (?:sent|delivered))|fail(?:ed|ing) (?:sends?|e-?mails?|deliver(?:y|ies)|sending))",
    ],
    [
      'connectors',
      '(?:an?|the|any|some|our)? ?(?:connectors?|connections?|integrations?|smtp(?: server)?|mail server|slack|webhooks?|(?:language )?model|(?:embedding )?endpoint|something|anything) (?:is |are |goes |go |gets |breaks |stops )?(?:down|broken|breaks?|unreachable|offline|fail(?:s|ing)?|dead|stops?(?: working)?|not (?:working|reachable))',
    ],
  ];
  for (const [kind, source] of kinds) if (taking.take(new RegExp(`(?<=\\s)${source}${end}`))) return kind;
  return undefined;
}

const parts: readonly (readonly [RegExp, number])[] = [
  [/(?:a |one )?thirds?|1\/3/, 1 / 3],
  [/two thirds|2\/3/, 2 / 3],
  [/(?:a |one )?half|1\/2/, 1 / 2],
  [/(?:a |one )?quarter|1\/4/, 1 / 4],
  [/(?:a |one )?fifth|1\/5/, 1 / 5],
  [/(?:a |one )?tenth|1\/10/, 1 / 10],
];
const amountBefore = '(?:,? ?(?:by|to|of|for)? ?(?:more than|over|at least|above|longer than)? ?)';

/** In the unit of the kind; `none` where one is said that is not in it. */
function takeThreshold(taking: Taking, kind: AlertKind): number | undefined | 'none' {
  if (kind === 'clicks' || kind === 'failed_sends') {
    const percent = taking.take(
      new RegExp(`(?<=\\s)${amountBefore}(\\d{1,3}(?:\\.\\d)?) ?(?:%|per ?cent)${end}`),
    );
    if (percent) return withinShare(Number(percent[1]) / 100);
    for (const [part, value] of [...parts].reverse())
      if (taking.take(new RegExp(`(?<=\\s)${amountBefore}(?:${part.source})${end}`))) return value;
  }
  if (kind === 'stuck') {
    const many = taking.take(new RegExp(`(?<=\\s)${amountBefore}(\\d{1,6}) ?(?:leads?|of them)?${end}`));
    if (many) return Number(many[1]) + (/more than|over|above/.test(many[0]) ? 1 : 0);
  }
  return /\d/.test(taking.left()) && !/\bquiet|not\b/.test(taking.left()) ? 'none' : undefined;
}

function withinShare(share: number): number | 'none' {
  return share > 0 && share < 1 ? share : 'none';
}
