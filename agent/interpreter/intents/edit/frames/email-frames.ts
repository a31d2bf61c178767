import {
  addEmail,
  type EmailPlace,
  moveEmail,
  sendInstead,
  swapEmails,
  takeEmailOut,
  takeEmailsOut,
} from '../../../../../tools/support/edits/emails.ts';
import { emailSteps } from '../../../../../tools/support/email-step.ts';
import { takeEmailNumbers } from '../../../slots/email-number.ts';
import { readItem } from '../../../slots/item.ts';
import { tellingWords } from '../../../slots/names.ts';
import { numberSource } from '../../../slots/numbers.ts';
import { editWords } from '../../../words/edit-words.ts';
import {
  adding,
  fillers,
  moving,
  removing,
  replacing,
  swapping,
  unwanted,
} from '../../../words/track-verbs.ts';
import { askWhichEmail, nothing } from '../frame.ts';
import {
  emailSending,
  type Frame,
  hasWords,
  type Slots,
  takeDay,
  takeEmails,
  takeEmailsToFill,
  takeWords,
} from './slots.ts';

const others =
  'points?|score|goal|exits?|entry|enter|notify|task|if|when|unless|until|hours?|minutes?|weeks?|sales|marketing';
const more =
  'another|extra|additional|one more|new|also|too|as well|additionally|add(?:ed)?|insert(?:ed)?|include|append|attach';

/** `take email 3 out`, `we no longer need the vendor matrix`. */
export const removeFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (hasWords(utterance, `${others}|days?|${more}`)) return undefined;
  const numbers = takeEmails(slots);
  const gone = takeWords(utterance, unwanted);
  const taken = takeWords(utterance, removing);
  if (!gone && !taken) return undefined;
  utterance.takeAll(
    /\b(?:away|out|off|up|altogether|completely|entirely|any longer|any more|please|it|be|should|stop|sending)\b/,
  );
  if (numbers.length === 0) {
    const named = takeUnnamed(slots);
    if (named !== undefined) numbers.push(named);
  }
  const [number, ...rest] = numbers;
  if (number === undefined)
    return /\b(?:an?|one|some) email\b/.test(slots.utterance.text)
      ? askWhichEmail(of.track, nothing)
      : undefined;
  return rest.length > 0 ? takeEmailsOut(of, numbers) : takeEmailOut(of, number);
};

/** An email of the track that what is left stands for, where all of that does. */
function takeUnnamed(slots: Slots): number | undefined {
  const words = slots.utterance.free().filter((word) => !editWords.has(word) && !fillers.has(word));
  const email = emailSending(words, slots);
  if (email !== undefined) for (const word of words) slots.utterance.take(new RegExp(`\\b${word}\\b`));
  return email;
}

/** `swap emails 2 and 3`. */
export const swapFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (hasWords(utterance, `${others}|days?`)) return undefined;
  if (!takeWords(utterance, swapping)) return undefined;
  const [a, b, ...more] = takeEmails(slots);
  if (a === undefined || b === undefined || more.length > 0) return undefined;
  utterance.takeAll(/\b(?:order|places?|positions?|around|round|each other|with|one another|sequence)\b/);
  takeWords(utterance, moving);
  return swapEmails(of, a, b);
};

const edges =
  /\b(?:(?:to|at|in|into|as|be|come|go) )?(?:the )?(?:very )?(?:(?<first>first|start|beginning|front|top|opening|opener)|(?<last>last|end|final|bottom|closing))(?: (?:place|position|spot|slot|one|of all|email|of))?(?= |$)/;
const numberedPlace = new RegExp(
  `\\b(?:(?:to|at|in|into|as) )?(?:the )?(?:(?<o>second|third|fourth|fifth|sixth) (?:place|position|spot|slot)|(?:place|position|spot|slot|number) (?<n>${numberSource}))\\b`,
);
const placeNames = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** `move email 4 before email 2`, `email 5 first`. */
export const moveFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (hasWords(utterance, `${others}|days?|wait|gap|pause|${more}`) || utterance.quotes.length > 0)
    return undefined;
  const before = utterance.take(/\b(?:before|ahead of|in front of|prior to|precedes?)\b/) !== undefined;
  const behind = utterance.take(/\b(?:after|behind|following|follows?)\b/) !== undefined;
  const [from, to, ...rest] = takeEmails(slots);
  if (from === undefined || rest.length > 0) return undefined;
  const count = emailSteps(of.track).length;
  if (to === undefined) {
    const place = utterance.take(numberedPlace)?.groups;
    const edge = place ? undefined : utterance.take(edges)?.groups;
    if (!place && !edge) return undefined;
    takeWords(utterance, moving);
    const target = place
      ? place.o
        ? placeNames.indexOf(place.o) + 1
        : Number(place.n)
      : edge?.first
        ? 1
        : count;
    return moveEmail(of, from, target);
  }
  if (!before && !behind) {
    if (!hasWords(utterance, 'be|as|become|becomes|make|into')) return undefined;
    takeWords(utterance, `${moving}|as|into|becomes?`);
    return moveEmail(of, from, to);
  }
  takeWords(utterance, moving);
  return moveEmail(of, from, before && to > from ? to - 1 : behind && to < from ? to + 1 : to);
};

/** Whoever wants to see an email in an inbox wants a test of it. */
const looking = /\b(?:my|our|his|her|their|[a-z]+['’]s) (?:inbox|mailbox)\b|\b(?:see|look at|preview)\b/;

/** `replace email 3 with the ROI guide`, `email 1 should be “…”`. */
export const replaceFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (hasWords(utterance, `${others}|days?|before|after|between|subject|${more}`)) return undefined;
  if (looking.test(utterance.text)) return undefined;
  const swaps = hasWords(
    utterance,
    'replace|replaces|replaced|substitute|substituted|instead|in place|in lieu|swap out|swapped out',
  );
  const numbers = takeEmailsToFill(slots);
  const single = numbers.length === 0 && emailSteps(of.track).length === 1 && hasWords(utterance, 'email');
  const [number, ...rest] = single ? [1] : numbers;
  if (number === undefined || rest.length > 0) return undefined;
  if (!swaps && hasWords(utterance, removing) && utterance.quotes.length === 0) return undefined;
  const item = takeItem(slots, `${replacing}|${moving}|for|it|with|by|as|of|out|the content|content|=|>`);
  return item && sendInstead(of, number, item);
};

/** `add the ROI guide after email 3`, `also send “…” on day 8`. */
export const addFrame: Frame = (slots) => {
  const { utterance, of } = slots;
  if (hasWords(utterance, `${others}|instead|in place|replace`)) return undefined;
  if (!hasWords(utterance, adding)) return undefined;
  const place = takePlace(slots);
  const isNew = hasWords(utterance, more);
  if ((place === undefined && !isNew) || takeEmailNumbers(utterance).length > 0) return undefined;
  const item = takeItem(
    slots,
    `${adding}|${moving}|with|between|after|before|at|on|right|directly|containing|sending|about`,
  );
  if (!item) return undefined;
  return addEmail(of, item, place ?? { after: emailSteps(of.track).length });
};

function takePlace(slots: Slots): EmailPlace | undefined {
  const { utterance, of } = slots;
  const day = takeDay(utterance);
  if (day !== undefined) return { day };
  const count = emailSteps(of.track).length;
  const where = utterance.take(
    /\b(?:right |directly |straight |immediately )?(?<where>after|behind|following|follows?|before|ahead of|in front of|(?:in )?between)\b(?= (?:the )?(?:email|first|second|third|fourth|fifth|sixth|last|final|\d|number|no))/,
  )?.groups?.where;
  if (where !== undefined) {
    const numbers = takeEmailsToFill(slots);
    const [first] = numbers;
    if (first === undefined) return undefined;
    if (where.includes('between')) return { after: Math.min(...numbers) };
    return { after: /before|ahead|front/.test(where) ? first - 1 : first };
  }
  if (
    utterance.take(
      /\b(?:at|to) the (?:very )?end\b(?: of)?|\bas (?:the |its )?(?:new )?(?:last|final)(?: (?:email|one))?\b|\b(?:close|closes|closed|finish|finishes|conclude|concludes|end|ends|round off|wrap up)(?: off| up)? with\b|\bafter (?:the )?(?:last|final) (?:email|one)\b/,
    )
  )
    return { after: count };
  if (
    utterance.take(
      /\b(?:at|to) the (?:very )?(?:start|beginning|front|top)\b(?: of)?|\b(?:open|opens|start|starts|begin|begins|kick off)(?: off)? with\b|\bas (?:the |a |its )?new (?:first|opening)(?: (?:email|one))?\b/,
    )
  )
    return { after: 0 };
  return undefined;
}

const placing = new Set('first second third fourth fifth sixth last final start end beginning'.split(' '));

/** The item that what is left stands for; takes it. */
function takeItem({ utterance, world }: Slots, verbs: string) {
  const quoted = utterance.free().filter((word) => /^quote\d+$/.test(word));
  if (quoted.length > 1) return undefined;
  const [quote] = quoted;
  if (quote !== undefined) {
    const found = readItem(quote, utterance.quotes, world.vocabulary);
    if (!('item' in found)) return undefined;
    utterance.take(new RegExp(`(?:\\b(?:[a-z-]+ )?(?:called|titled|named) )?\\b${quote}\\b`));
    takeWords(
      utterance,
      `${verbs}|item|piece|content|guide|webinar|checklist|template|case study|video|infographic|podcast`,
    );
    utterance.takeAll(/[=>]+/);
    for (const word of tellingWords(`${found.item.title} ${found.item.id}`))
      utterance.takeAll(new RegExp(`\\b${word}\\b`));
    return found.item;
  }
  takeWords(utterance, verbs);
  const words = utterance
    .free()
    .filter((word) => !fillers.has(word) && !editWords.has(word) && !/^(?:trackx|could)$/.test(word));
  if (!words.some((word) => /[a-z]{3}/.test(word) && !placing.has(word))) return undefined;
  const found = readItem(words.join(' '), utterance.quotes, world.vocabulary);
  if (!('item' in found)) return undefined;
  for (const word of words) utterance.take(new RegExp(`\\b${word}\\b`));
  return found.item;
}
